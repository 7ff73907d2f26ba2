-- Parts of bodies that are kept ahead of a commit: by ordinal how many there are, and the bytes of this attempt's.
local function ahead_of(ordinal)
  local ahead = redis.call('HGET', AHEAD, string.format('%d', ordinal))
  if not ahead then
    return 0, 0
  end
  return struct.unpack('>I4I8', ahead)
end

local function set_ahead(ordinal, parts, bytes)
  redis.call('HSET', AHEAD, string.format('%d', ordinal), struct.pack('>I4I8', parts, bytes))
end

local function part_of(ordinal, part)
  return string.format('%d:%d', ordinal, part)
end

-- The first parts are no longer ahead of anything, and those behind them are gone. Gives how many there were.
local function settle(ordinal, parts)
  local ahead = ahead_of(ordinal)
  for part = parts, ahead - 1 do
    redis.call('HDEL', PARTS, part_of(ordinal, part))
  end
  if ahead > 0 then
    redis.call('HDEL', AHEAD, string.format('%d', ordinal))
  end
  return ahead
end
