-- Forgets a hint that is as old as it was seen to be: KEYS[1], ARGV[1] member, [2] score.
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if score and tonumber(score) == tonumber(ARGV[2]) then
  redis.call('ZREM', KEYS[1], ARGV[1])
end
return {'ok', ''}
