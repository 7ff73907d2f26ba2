-- A job's queues, one for each host: segments of records, of about 500 bytes, numbered from lo to hi. A record is a URL's
-- ordinal (5 bytes), how often its lease was lost (1), and the first byte of its blob.
local SEGMENT = 512
local RECORD = 7
local IDLE, DUE, WAITING, IN_LINE, IN_SHARED = 0, 1, 2, 4, 8
local hosts = {}

local function host_of(host)
  if not hosts[host] then
    local meta = redis.call('HGET', HOSTS, host)
    local lo, hi, place = 1, 0, IDLE
    if meta then
      lo, hi, place = struct.unpack('>i4i4B', meta)
    end
    hosts[host] = {name = host, lo = lo, hi = hi, place = place % IN_LINE,
      in_line = bit.band(place, IN_LINE) > 0, in_shared = bit.band(place, IN_SHARED) > 0}
  end
  return hosts[host]
end

local function save_hosts()
  for name, host in pairs(hosts) do
    if host.lo > host.hi and host.place == IDLE and not host.in_line and not host.in_shared then
      redis.call('HDEL', HOSTS, name)
    else
      redis.call('HSET', HOSTS, name, struct.pack('>i4i4B', host.lo, host.hi,
        host.place + (host.in_line and IN_LINE or 0) + (host.in_shared and IN_SHARED or 0)))
    end
  end
end

local function segment(host, number)
  return host.name .. '\0' .. string.format('%d', number)
end

local function record(ordinal, lost, first)
  return struct.pack('>I5BB', ordinal, lost, first)
end

local function is_page(first)
  return bit.band(first, 3) == 0
end

-- The first record of some: ordinal, losses, first byte, and what is behind it.
local function first_of(records)
  local ordinal, lost, first = struct.unpack('>I5BB', records)
  return ordinal, lost, first, string.sub(records, RECORD + 1)
end

local function has_any(host)
  return host.lo <= host.hi
end

-- The host has something that was not offered yet: it gets in line, unless it waits.
local function offer(host)
  if host.place ~= WAITING then
    host.place = DUE
    if not host.in_line then
      redis.call('RPUSH', LINE, host.name)
      host.in_line = true
    end
  end
end

-- The host was assigned, and stays on offer for other instances.
local function share(host)
  if not host.in_shared then
    redis.call('RPUSH', SHARED, host.name)
    host.in_shared = true
  end
end

-- The host waits no longer.
local function wait_over(host)
  host.place = IDLE
  redis.call('ZREM', WAIT, host.name)
  if has_any(host) then
    offer(host)
  end
end

local function push_back(host, records)
  local tail = {}
  local size = 0
  if has_any(host) then
    tail[1] = redis.call('HGET', QUEUE, segment(host, host.hi))
    size = #tail[1]
  else
    host.lo, host.hi = 1, 1
    flags.w = true
    offer(host)
  end
  for _, one in ipairs(records) do
    if size >= SEGMENT then
      redis.call('HSET', QUEUE, segment(host, host.hi), table.concat(tail))
      host.hi, tail, size = host.hi + 1, {}, 0
    end
    tail[#tail + 1] = one
    size = size + #one
  end
  redis.call('HSET', QUEUE, segment(host, host.hi), table.concat(tail))
end

local function push_front(host, one)
  local head = has_any(host) and redis.call('HGET', QUEUE, segment(host, host.lo)) or ''
  if not has_any(host) then
    host.lo, host.hi = 1, 1
    flags.w = true
    offer(host)
  elseif #head >= SEGMENT then
    host.lo, head = host.lo - 1, ''
  end
  redis.call('HSET', QUEUE, segment(host, host.lo), one .. head)
end

-- The records at the front, or nil.
local function head_of(host)
  return has_any(host) and redis.call('HGET', QUEUE, segment(host, host.lo)) or nil
end

-- Takes the first record out; rest is what is behind it in its segment. Gives the records then at the front, or nil.
local function drop_first(host, rest)
  if rest ~= '' then
    redis.call('HSET', QUEUE, segment(host, host.lo), rest)
    return rest
  end
  redis.call('HDEL', QUEUE, segment(host, host.lo))
  host.lo = host.lo + 1
  if host.lo > host.hi then
    host.lo, host.hi = 1, 0
    return nil
  end
  return head_of(host)
end

local function at_host(name, one)
  return name .. '\0' .. one
end

local function split_host(both)
  local at = string.find(both, '\0', 1, true)
  return string.sub(both, 1, at - 1), string.sub(both, at + 1)
end

local SITEMAPS_OUT, SITEMAPS_QUEUED, SITEMAPS_MAX = 4, 10000, 1000

local function sitemaps_due(job)
  return queued(job) < SITEMAPS_QUEUED
end

-- Queues the sitemaps that are due.
local function release(job)
  while job.sout < SITEMAPS_OUT and sitemaps_due(job) do
    local next = redis.call('LPOP', SHELF)
    if not next then
      return
    end
    local name, one = split_host(next)
    push_front(host_of(name), one)
    job.sout = job.sout + 1
    flags.w = true
  end
end

local SHELVED = 2 ^ 39

-- Whether one more sitemap is read. A job of a version without this limit has the default.
local function has_room_for_sitemap(job)
  return job.smknown < (job.maxSitemaps > 0 and job.maxSitemaps or SITEMAPS_MAX)
end

-- A sitemap that is not read; the first of them has an event, ARGV[5].
local function refuse_sitemap(job)
  if job.smrefused == 0 then
    log(job, 6, ARGV[5])
  end
  job.smrefused = job.smrefused + 1
  flags.c = true
end

-- Makes known what is not. Each is three arguments, from one on: hash, host, blob.
local function discover(job, from)
  local fresh, order, blobs = {}, {}, {}
  read_ahead(job, from, 3)
  for at = from, #ARGV - 2, 3 do
    local hash, name, blob = ARGV[at], ARGV[at + 1], ARGV[at + 2]
    local first = string.byte(blob)
    if not is_page(first) then
      local origin = bit.band(first, 3) == 2
      local known = not origin and find(job, hash)
      if not known and not origin and not has_room_for_sitemap(job) then
        refuse_sitemap(job)
      elseif not known then
        if not origin then
          add(job, hash, 0)
          job.smknown = job.smknown + 1
        end
        job.sseen, job.sleft = job.sseen + 1, job.sleft + 1
        add_text(SHELVED + job.sseen, blob)
        redis.call('RPUSH', SHELF, at_host(name, record(SHELVED + job.sseen, 0, first)))
      end
    elseif not find(job, hash) then
      job.known = job.known + 1
      add(job, hash, job.known)
      blobs[#blobs + 1] = blob
      if not fresh[name] then
        fresh[name] = {}
        order[#order + 1] = name
      end
      table.insert(fresh[name], record(job.known, 0, first))
      flags.c = true
    end
  end
  add_texts(job.known - #blobs + 1, blobs)
  for _, name in ipairs(order) do
    push_back(host_of(name), fresh[name])
  end
end
