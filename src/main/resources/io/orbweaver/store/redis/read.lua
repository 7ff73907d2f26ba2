--- include job
-- Reads a batch of the log. ARGV[3] behind which event, [4] bits of the wanted types, [5] at most so many events,
-- [6] bytes after which it is enough, [7] 1 for whole data. Answers: up to where it looked, number of events, state,
-- then of each wanted event number, type, data, and its whole data as stored or empty.
local LOOKED_AT, AT_ONCE, SKIPPED_MAX = 1024, 32, 4096
local seq, state = unpack(redis.call('HMGET', META, 'seq', 'state'))
if not seq then
  return {'gone', ''}
end
seq = tonumber(seq)
local after, wanted = tonumber(ARGV[3]), tonumber(ARGV[4])
local upto = math.min(after, seq)
local skipped = 0
while upto < seq and skipped < SKIPPED_MAX do
  local block = math.floor(upto / BLOCK)
  local types = redis.call('HGET', BLOCKS, string.format('%d', block))
  if not types or bit.band(tonumber(types), wanted) ~= 0 then
    break
  end
  upto = math.min(seq, (block + 1) * BLOCK)
  skipped = skipped + 1
end
local events, bytes, looked = {}, 0, 0
while upto < seq and looked < LOOKED_AT and #events < 4 * tonumber(ARGV[5]) and bytes < tonumber(ARGV[6]) do
  local found = redis.call('XRANGE', LOG, string.format('%d-0', upto + 1), string.format('%d-0', seq), 'COUNT', AT_ONCE)
  if #found == 0 then
    break
  end
  for _, one in ipairs(found) do
    if #events >= 4 * tonumber(ARGV[5]) or bytes >= tonumber(ARGV[6]) then
      break
    end
    upto = upto + 1
    looked = looked + 1
    local kind, json = one[2][2], one[2][4]
    if bit.band(bit.lshift(1, tonumber(kind)), wanted) ~= 0 then
      local whole = ARGV[7] == '1' and string.sub(json, -18) == ',"truncated":true}'
        and redis.call('HGET', WHOLE, string.format('%d', upto)) or ''
      for _, value in ipairs({upto, tonumber(kind), json, whole}) do
        events[#events + 1] = value
      end
      bytes = bytes + #json + 8 * #whole -- about what it is unpacked
    end
  end
end
return {'ok', '', math.max(upto, after), seq, state, unpack(events)}
