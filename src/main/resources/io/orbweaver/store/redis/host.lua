-- Replaces a host's state if it is the one that was seen: KEYS[1], ARGV[1] the version that was seen, 0 for none,
-- [2] the new state, or empty to look only, [3] for how long it is kept, milliseconds. Answers version and state as they then are.
local version, state = unpack(redis.call('HMGET', KEYS[1], 'v', 's'))
version = version or '0'
if version ~= ARGV[1] then
  return {'stale', '', tonumber(version), state or ''}
end
if ARGV[2] == '' then
  return {'ok', '', tonumber(version), ''}
end
-- A version says when it was written: none comes again where the state has expired, or a server has lost some.
local time = redis.call('TIME')
local next = string.format('%d', math.max(version + 1, time[1] * 1000000 + time[2]))
redis.call('HSET', KEYS[1], 'v', next, 's', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'ok', '', tonumber(next), ''}
