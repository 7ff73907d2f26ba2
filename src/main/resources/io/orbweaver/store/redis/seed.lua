--- include job dict text queue
-- Makes known some of the seeds of a job that is not there yet; OPEN, with the last of them, makes it one. ARGV from [3] on
-- are seeds. What was begun and never finished is gone when no idempotency key can name it any more.
local KEPT = 24 * 60 * 60 * 1000
if redis.call('HEXISTS', META, 'seal') == 1 then
  return {'there', ''}
end
local job = load_any()
discover(job, 3)
save_dict()
save_texts()
save_hosts()
save(job)
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, KEPT)
end
return {'ok', ''}
