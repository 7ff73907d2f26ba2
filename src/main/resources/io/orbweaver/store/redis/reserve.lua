-- Reserves an idempotency key: KEYS[1], ARGV[1] now, [2] job, [3] fingerprint, [4] for how long, both in microseconds.
-- Answers the job and the fingerprint of the submission.
local now = tonumber(ARGV[1])
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local job, fingerprint, expiry = unpack(redis.call('HMGET', KEYS[1], 'job', 'fingerprint', 'expiry'))
if job and tonumber(expiry) > now then
  return {'there', '', job, fingerprint}
end
redis.call('HSET', KEYS[1], 'job', ARGV[2], 'fingerprint', ARGV[3], 'expiry', string.format('%d', now + ARGV[4]))
redis.call('PEXPIRE', KEYS[1], math.floor(ARGV[4] / 1000))
return {'ok', '', ARGV[2], ARGV[3]}
