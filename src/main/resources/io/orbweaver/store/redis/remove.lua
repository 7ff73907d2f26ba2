--- include job
-- Removes a job that has ended. Answers its stored bytes of bodies.
local state, stored = unpack(redis.call('HMGET', META, 'state', 'stored'))
if not state then
  return {'gone', '', 0}
end
if state == 'created' or state == 'running' or state == 'paused' then
  return {'active', '', 0}
end
redis.call('UNLINK', unpack(KEYS))
flags.c = true
return {'ok', signal(), tonumber(stored) or 0}
