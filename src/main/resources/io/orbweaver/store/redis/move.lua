--- include job dict text queue lease body
-- Moves a job to its next state. ARGV[3] the revision that this was decided on, [4] next state, [5] its life, [6] the
-- event state, [7] and [8] the event end before and behind its counters, or empty. Says again where there are more
-- leases to take back, or parts of bodies to drop, than one step may.
local BACK_AT_ONCE, PARTS_AT_ONCE = 256, 1024
local job = load()
if not job or redis.call('HGET', META, 'rev') ~= ARGV[3] then
  return {'stale', '', ''}
end
refuse_without_memory()
local ends = ARGV[8] ~= ''
if ends then
  local tokens = redis.call('ZRANGE', UNTIL, 0, BACK_AT_ONCE - 1)
  for _, token in ipairs(tokens) do
    take_back(job, held(token), 0)
  end
  local dropped = 0
  local open = redis.call('HSCAN', AHEAD, 0, 'COUNT', 64)[2]
  for i = 1, #open, 2 do
    dropped = dropped < PARTS_AT_ONCE and dropped + settle(tonumber(open[i]), 0) or dropped
  end
  if #tokens == BACK_AT_ONCE or redis.call('EXISTS', AHEAD) == 1 then
    save_hosts()
    save(job)
    return {'again', signal(), ''}
  end
end
job.state = ARGV[4]
if job.state == 'running' then
  release(job)
end
log(job, 0, ARGV[6])
if ends then
  local told = {}
  for _, name in ipairs({'known', 'pages', 'failures', 'skips', 'leased', 'queued', 'bytes'}) do
    local value = name == 'queued' and queued(job) or job[name]
    told[#told + 1] = string.format('"%s":%d', name, value)
  end
  log(job, 4, ARGV[7] .. '{' .. table.concat(told, ',') .. '}' .. ARGV[8])
end
flags.m, flags.w = true, true
redis.call('HSET', META, 'life', ARGV[5])
redis.call('HINCRBY', META, 'rev', 1)
save_hosts()
save(job)
return {'ok', signal(), progress(job)}
