--- include job dict text queue
-- Opens a job. ARGV[3] spec, [4] life, [5] whether it runs at once, [6] event created, [7] event running, [8] maxPages,
-- [9] maxBytes, [10] cap, [11] seal, [12] sitemaps that are read, from [13] on its seeds, but for those that SEED made known before. A repeat by the
-- same caller, known by its seal, is no harm.
local seal = redis.call('HGET', META, 'seal')
if seal then
  return {seal == ARGV[11] and 'ok' or 'there', ''}
end
local job = load_any()
if job.dict > 0 or job.sseen > 0 then
  for _, key in ipairs(KEYS) do
    redis.call('PERSIST', key)
  end
end
job.state, job.rateAt = 'created', NOW
job.maxPages, job.maxBytes, job.cap = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
redis.call('SET', SPEC, ARGV[3])
redis.call('HSET', META, 'life', ARGV[4], 'rev', 1, 'seal', ARGV[11], 'maxPages', ARGV[8], 'maxBytes', ARGV[9], 'cap',
  ARGV[10], 'maxSitemaps', ARGV[12])
log(job, 0, ARGV[6])
discover(job, 13)
if ARGV[5] == '1' then
  job.state = 'running'
  log(job, 0, ARGV[7])
  release(job)
  flags.w = true
end
flags.m = true
save_dict()
save_texts()
save_hosts()
save(job)
return {'ok', signal()}
