-- What is known of each entry by its ordinal, in strings of 16: while it has no outcome its blob, as a byte with its
-- place, a length of 3 bytes and the blob; then, as a byte with bit 7 set, the number of its event in 5 bytes. The first
-- byte of a blob says what it is (bits 0 and 1: page, sitemap, origin) and its scheme (bits 2 and 3).
local TOGETHER = 16
local texts, changed_texts = {}, {}

local function text_of(ordinal)
  local place = math.floor(ordinal / TOGETHER)
  if not texts[place] then
    texts[place] = redis.call('HGET', TEXTS, string.format('%d', place)) or ''
  end
  return texts[place], place, ordinal % TOGETHER
end

-- Where an entry begins and how long it is, or nil.
local function text_at(all, index)
  local at = 1
  while at <= #all do
    local first = string.byte(all, at)
    local size = first >= 128 and 6 or 4 + struct.unpack('>I3', all, at + 1)
    if first % 128 == index then
      return at, size, first >= 128
    end
    at = at + size
  end
end

-- The blob of an ordinal, or nil and the number of its event.
local function text(ordinal)
  local all, _, index = text_of(ordinal)
  local at, size, done = text_at(all, index)
  if not at then
    return nil, 0
  end
  if done then
    return nil, (struct.unpack('>I5', all, at + 1))
  end
  return string.sub(all, at + 4, at + size - 1), 0
end

local function change_text(ordinal, entry)
  local all, place, index = text_of(ordinal)
  local at, size = text_at(all, index)
  texts[place] = at and string.sub(all, 1, at - 1) .. entry .. string.sub(all, at + size) or all .. entry
  changed_texts[place] = true
end

local function set_text(ordinal, blob)
  change_text(ordinal, struct.pack('>BI3', ordinal % TOGETHER, #blob) .. blob)
end

-- The same for one that is not there yet.
local function add_text(ordinal, blob)
  local all, place, index = text_of(ordinal)
  texts[place] = all .. struct.pack('>BI3', index, #blob) .. blob
  changed_texts[place] = true
end

-- The same for some with ordinals in a row.
local function add_texts(ordinal, blobs)
  local parts = {}
  for i, blob in ipairs(blobs) do
    local index = (ordinal + i - 1) % TOGETHER
    parts[#parts + 1] = struct.pack('>BI3', index, #blob)
    parts[#parts + 1] = blob
    if index == TOGETHER - 1 or i == #blobs then
      local all, place = text_of(ordinal + i - 1)
      texts[place] = all .. table.concat(parts)
      changed_texts[place] = true
      parts = {}
    end
  end
end

local function set_event(ordinal, seq)
  change_text(ordinal, struct.pack('>BI5', 128 + ordinal % TOGETHER, seq))
end

local function forget_text(ordinal)
  change_text(ordinal, '')
end

local function save_texts()
  for place in pairs(changed_texts) do
    local field = string.format('%d', place)
    if texts[place] == '' then
      redis.call('HDEL', TEXTS, field)
    else
      redis.call('HSET', TEXTS, field, texts[place])
    end
  end
end
