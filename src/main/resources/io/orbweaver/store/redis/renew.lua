--- include job dict text queue lease
-- Renews the leases that an instance holds of a job, and takes back what nobody did. From ARGV[3] on its tokens. Answers: whether the job is over, revision, number of events, then the tokens that
-- do not hold any more, counted, then what lapse adds.
local job = load()
if not job then
  return {'gone', '', 0, '0', 0, 0}
end
local gone = {}
for at = 3, #ARGV do
  if redis.call('ZSCORE', UNTIL, ARGV[at]) then
    redis.call('ZADD', UNTIL, NOW + TERM, ARGV[at])
  else
    gone[#gone + 1] = ARGV[at]
  end
end
local worn = {}
if lapse(job, worn) then
  save_hosts()
  save(job)
end
local answer = {'ok', '', over(job) and 1 or 0, redis.call('HGET', META, 'rev'), job.seq, #gone}
for _, list in ipairs({gone, worn}) do
  for _, value in ipairs(list) do
    answer[#answer + 1] = value
  end
end
answer[2] = signal()
return answer
