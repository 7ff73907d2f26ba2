--- include job dict text queue lease
-- Gives leases back unfinished. ARGV[3] only of a job in this state, or empty; from [4] on the tokens, at most 256; all
-- that there are, as many, where none is given.
local AT_ONCE = 256
local job = load()
if not job or (ARGV[3] ~= '' and job.state ~= ARGV[3]) then
  return {'ok', '', '', 0}
end
local tokens = {unpack(ARGV, 4)}
local all = #tokens == 0
if all then
  tokens = redis.call('ZRANGE', UNTIL, 0, AT_ONCE - 1)
end
for _, token in ipairs(tokens) do
  local lease = held(token)
  if lease then
    take_back(job, lease, lease.lost)
  end
end
save_hosts()
save(job)
return {'ok', signal(), progress(job), all and #tokens == AT_ONCE and 1 or 0}
