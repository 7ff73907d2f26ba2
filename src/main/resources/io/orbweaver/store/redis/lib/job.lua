-- A job's keys, in the order of JobKeys, and its record. ARGV[1] is the time in microseconds where a test sets it, else
-- empty; ARGV[2] is who signals: instance and job.
local META, SPEC, KNOWN, TEXTS, HOSTS, QUEUE, LINE, SHARED, WAIT, TIMED, SHELF, LEASE, UNTIL, LOG, BLOCKS, WHOLE, PAGES,
  PARTS, CONTENTS, AHEAD = unpack(KEYS)

local function clock()
  if ARGV[1] ~= '' then
    return tonumber(ARGV[1])
  end
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local NOW = clock()
local TERM = 10 * 1000000
local flags = {}

local NUMBERS = {'known', 'pages', 'failures', 'skips', 'leased', 'bytes', 'seq', 'sseen', 'sleft', 'sout', 'dict',
  'token', 'mask', 'stored', 'rate', 'rateAt', 'smknown', 'smread', 'smfailed', 'smskipped', 'smrefused', 'olinks',
  'oentries', 'maxPages', 'maxBytes', 'cap', 'maxSitemaps'}

-- The record as far as it is there; without a state it is no job's yet.
local function load_any()
  local values = redis.call('HMGET', META, 'state', unpack(NUMBERS))
  local job = {state = values[1]}
  for i, name in ipairs(NUMBERS) do
    job[name] = tonumber(values[i + 1]) or 0
  end
  return job
end

-- The record, or nil where there is no such job.
local function load()
  local job = load_any()
  return job.state and job or nil
end

-- A write that changes nothing, before the first that does: a server without memory refuses it, and so the whole script.
-- One that only takes something away would be let through, and all that comes behind it.
local function refuse_without_memory()
  redis.call('HSETNX', META, 'state', '')
end

local function save(job)
  local changed = job.state and {'state', job.state} or {}
  for i = 1, 23 do -- what comes behind never changes
    local name = NUMBERS[i]
    changed[#changed + 1] = name
    changed[#changed + 1] = name == 'rate' and string.format('%.17g', job.rate) or string.format('%d', job[name])
  end
  redis.call('HSET', META, unpack(changed))
end

local function queued(job)
  return job.known - job.pages - job.failures - job.skips - job.leased
end

local function bytes_reached(job)
  return job.maxBytes >= 0 and job.bytes >= job.maxBytes
end

local function may_lease(job)
  return job.state == 'running' and (job.cap < 0 or redis.call('HLEN', LEASE) < job.cap)
    and job.pages + job.leased < job.maxPages and not bytes_reached(job)
end

-- By what the caller sees whether the job is over, so that the step that ends it should follow.
local function progress(job)
  return string.format('%s %d %d %d %d %d %d %d %d', job.state, job.known, job.pages, job.failures, job.skips,
    job.leased, queued(job), job.bytes, job.sleft)
end

local BLOCK = 1024

-- Appends an event; its number is the next.
local function log(job, kind, json)
  job.seq = job.seq + 1
  redis.call('XADD', LOG, string.format('%d-0', job.seq), 't', kind, 'd', json)
  local before = (job.seq - 1) % BLOCK == 0 and 0 or job.mask
  job.mask = bit.bor(before, bit.lshift(1, tonumber(kind)))
  if job.mask ~= before then
    redis.call('HSET', BLOCKS, string.format('%d', math.floor((job.seq - 1) / BLOCK)), job.mask)
  end
  flags.c = true
end

-- Notifies the other instances, and this one by the answer: c for a change, w for a wake, m for a move.
local function signal()
  local said = (flags.c and 'c' or '') .. (flags.w and 'w' or '') .. (flags.m and 'm' or '')
  if said ~= '' then
    redis.call('PUBLISH', 'ow:signal', ARGV[2] .. ' ' .. said)
  end
  return said
end
