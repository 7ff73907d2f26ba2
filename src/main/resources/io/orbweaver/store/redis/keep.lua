--- include job dict text queue lease body
-- Keeps a part of a body ahead of its commit. ARGV[3] token, [4] part, [5] frame, [6] stored bytes there may be of the
-- job, [7] stored bytes that are left of all.
local job = load()
local lease = job and held(ARGV[3])
if not lease then
  return {'lost', ''}
end
local parts, bytes = ahead_of(lease.ordinal)
local part = tonumber(ARGV[4])
bytes = (part == 0 and 0 or bytes) + #ARGV[5]
if job.stored + bytes > tonumber(ARGV[6]) or bytes > tonumber(ARGV[7]) then
  return {'limit', ''}
end
redis.call('HSET', PARTS, part_of(lease.ordinal, part), ARGV[5])
set_ahead(lease.ordinal, math.max(parts, part + 1), bytes)
return {'ok', ''}
