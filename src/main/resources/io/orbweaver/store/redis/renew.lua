--- include job dict text queue lease
-- Renews the leases that an instance holds of a job, from ARGV[3] on its tokens, and takes back what was not renewed. Answers:
-- progress, revision, number of events, then the tokens that do not hold any more, counted.
local job = load()
if not job then
  return {'gone', '', '', '0', 0, 0}
end
local gone = {}
for at = 3, #ARGV do
  if redis.call('ZSCORE', UNTIL, ARGV[at]) then
    redis.call('ZADD', UNTIL, NOW + TERM, ARGV[at])
  else
    gone[#gone + 1] = ARGV[at]
  end
end
if lapse(job) then
  save_hosts()
  save(job)
end
local answer = {'ok', '', progress(job), redis.call('HGET', META, 'rev'), job.seq, #gone}
for _, token in ipairs(gone) do
  answer[#answer + 1] = token
end
answer[2] = signal()
return answer
