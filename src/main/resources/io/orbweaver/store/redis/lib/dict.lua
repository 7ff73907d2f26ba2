-- What a job has seen, by hashes of 16 bytes: a hash table (linear hashing) in one key, whose buckets are strings of
-- entries of 21 bytes: the hash, and a number of 5 bytes. That is the ordinal of a
-- known URL, or of the one that an alias belongs to, with ALIAS added; of a content that of its first page; of a sitemap 0. It grows by one bucket for every LOAD entries.
local LOAD, WIDTH, ALIAS = 8, 21, 2 ^ 39
local buckets, dirty = {}, {}

-- The largest power of two that is no larger than a count, which changes seldom.
local power, power_of = 1, 1

local function power_in(count)
  if count ~= power_of then
    power, power_of = 1, count
    while power * 2 <= count do
      power = power * 2
    end
  end
  return power
end

local function bucket_of(hash, count)
  local half = power_in(count)
  local number = struct.unpack('>I4', hash)
  local place = number % (half * 2)
  return place < count and place or number % half
end

local function count_of(job)
  return 1 + math.floor(job.dict / LOAD)
end

local function bucket(place)
  if not buckets[place] then
    buckets[place] = redis.call('HGET', KNOWN, place) or ''
  end
  return buckets[place]
end

local function entry_at(entries, hash)
  local at = string.find(entries, hash, 1, true)
  while at and (at - 1) % WIDTH ~= 0 do
    at = string.find(entries, hash, at + 1, true)
  end
  return at
end

-- The number of a hash, or nil.
local function find(job, hash)
  local entries = bucket(bucket_of(hash, count_of(job)))
  local at = entry_at(entries, hash)
  if at then
    return (struct.unpack('>I5', entries, at + 16))
  end
end

local function grow(count)
  local from, stay, go = count - power_in(count), {}, {}
  local entries = bucket(from)
  for at = 1, #entries, WIDTH do
    local entry = string.sub(entries, at, at + WIDTH - 1)
    local to = bucket_of(entry, count + 1) == count and go or stay
    to[#to + 1] = entry
  end
  buckets[from], buckets[count] = table.concat(stay), table.concat(go)
  dirty[from], dirty[count] = true, true
end

-- Adds a hash that is not there.
local function add(job, hash, number)
  local place = bucket_of(hash, count_of(job))
  buckets[place] = bucket(place) .. hash .. struct.pack('>I5', number)
  dirty[place] = true
  local before = count_of(job)
  job.dict = job.dict + 1
  if count_of(job) > before then
    grow(before)
  end
end

-- Reads the buckets of some hashes, every step-th argument from one on, at once.
local function read_ahead(job, from, step)
  local count, places, wanted = count_of(job), {}, {}
  for at = from, #ARGV, step do
    local place = bucket_of(ARGV[at], count)
    if not wanted[place] then
      wanted[place] = true
      places[#places + 1] = place
    end
  end
  if #places > 0 then
    local found = redis.call('HMGET', KNOWN, unpack(places))
    for i, place in ipairs(places) do
      buckets[place] = found[i] or ''
    end
  end
end

local function save_dict()
  local changed = {}
  for place in pairs(dirty) do
    if buckets[place] == '' then
      redis.call('HDEL', KNOWN, place)
    else
      changed[#changed + 1] = place
      changed[#changed + 1] = buckets[place]
    end
  end
  if #changed > 0 then
    redis.call('HSET', KNOWN, unpack(changed))
  end
end
