--- include job dict text queue lease
-- Assigns hosts: ARGV[3] at most so many, none of those from [4] on. Answers: progress, when to ask
-- again, number of hosts, then of each host its name and first blob.
local LOOKED_AT, SHARED_AGAIN = 256, 1000000
local job = load()
if not job then
  return {'gone', '', '', '', 0}
end
local touched = lapse(job)
local soon = string.format('%d', NOW)
local come = redis.call('ZRANGEBYSCORE', TIMED, '-inf', soon, 'LIMIT', 0, 64)
for i = #come, 1, -1 do
  redis.call('ZREM', TIMED, come[i])
  local name, one = split_host(come[i])
  push_front(host_of(name), one)
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', WAIT, '-inf', soon, 'LIMIT', 0, LOOKED_AT)) do
  wait_over(host_of(name))
end
release(job)
local in_hand = {}
for at = 4, #ARGV do
  in_hand[ARGV[at]] = true
end
local handed = {}
local most = may_lease(job) and tonumber(ARGV[3]) or 0

-- Assigns a host that was taken from a list; one that has nothing is not, and one that waits will be in line again.
local function hand_out(host)
  if host.place ~= DUE then
    return
  end
  local head = head_of(host)
  if not head then
    host.place = IDLE
    return
  end
  share(host)
  if not in_hand[host.name] then
    in_hand[host.name] = true
    handed[#handed + 1] = host.name
    handed[#handed + 1] = text((first_of(head)))
  end
end

local unseen = redis.call('LLEN', SHARED)
local looked = 0
while #handed < 2 * most and looked < LOOKED_AT do
  looked = looked + 1
  local name = redis.call('LPOP', LINE)
  if name then
    local host = host_of(name)
    host.in_line = false
    hand_out(host)
  elseif unseen > 0 then
    unseen = unseen - 1
    local host = host_of(redis.call('LPOP', SHARED))
    host.in_shared = false
    hand_out(host)
  else
    break
  end
end
local ask = ''
if most > 0 then
  if redis.call('LLEN', LINE) > 0 then
    ask = soon
  else
    ask = unseen > 0 and #handed < 2 * most and string.format('%d', NOW + SHARED_AGAIN) or ''
    for _, key in ipairs({WAIT, TIMED}) do
      local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]
      if first and (ask == '' or tonumber(first) < tonumber(ask)) then
        ask = string.format('%d', tonumber(first))
      end
    end
  end
end
save_hosts()
save(job)
local answer = {'ok', '', progress(job), ask, #handed / 2}
for _, value in ipairs(handed) do
  answer[#answer + 1] = value
end
if not touched then
  flags = {} -- the caller has what there is; other instances are notified of what came back
end
answer[2] = signal()
return answer
