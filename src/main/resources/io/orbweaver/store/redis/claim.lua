-- Claims one of the places that an owner has for jobs that have not ended: KEYS[1], ARGV[1] job, [2] how many there are,
-- [3] now. Where all are taken, answers by which jobs, and when each was claimed.
if redis.call('ZSCORE', KEYS[1], ARGV[1]) or redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
  return {'ok', ''}
end
return {'full', '', unpack(redis.call('ZRANGE', KEYS[1], 0, 999, 'WITHSCORES'))}
