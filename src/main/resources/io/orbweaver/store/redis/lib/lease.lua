-- A job's leases: by token the host and the record, and until when the token holds for sure.
local LOST_TOLD_MAX, LAPSED_AT_ONCE = 255, 16

-- A token says when it was granted, so that none is granted again by a server that has lost grants: else who had one of
-- those would end the visit of another URL.
local function grant(job, name, ordinal, lost, first)
  job.token = math.max(job.token + 1, NOW)
  local token = string.format('%d', job.token)
  redis.call('HSET', LEASE, token, at_host(name, record(ordinal, lost, first)))
  redis.call('ZADD', UNTIL, NOW + TERM, token)
  if is_page(first) then
    job.leased = job.leased + 1
  end
  return token
end

-- The lease of a token, or nil where it does not hold.
local function held(token)
  local both = redis.call('HGET', LEASE, token)
  if not both then
    return nil
  end
  local name, one = split_host(both)
  local ordinal, lost, first = first_of(one)
  return {token = token, host = name, ordinal = ordinal, lost = lost, first = first}
end

local function end_lease(job, lease)
  redis.call('HDEL', LEASE, lease.token)
  redis.call('ZREM', UNTIL, lease.token)
  if is_page(lease.first) then
    job.leased = job.leased - 1
  end
end

-- The URL is due again as it was.
local function take_back(job, lease, lost)
  end_lease(job, lease)
  push_front(host_of(lease.host), record(lease.ordinal, lost, lease.first))
  flags.w = true
  flags.c = true
end

-- Takes back what was not renewed, and counts it as lost.
local function lapse(job)
  local tokens = redis.call('ZRANGEBYSCORE', UNTIL, '-inf', '(' .. string.format('%d', NOW), 'LIMIT', 0, LAPSED_AT_ONCE)
  for _, token in ipairs(tokens) do
    local lease = held(token)
    take_back(job, lease, math.min(LOST_TOLD_MAX, lease.lost + 1))
  end
  return #tokens > 0
end
