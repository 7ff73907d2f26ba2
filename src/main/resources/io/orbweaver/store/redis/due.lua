--- include job dict text queue lease
-- Hands out hosts: ARGV[3] at most so many. Answers: whether the job is over, when to ask again, number of hosts, then
-- of each host its name and first blob, then what lapse adds.
local LOOKED_AT = 256
local job = load()
if not job then
  return {'gone', '', 0, '', 0}
end
local worn = {}
local touched = lapse(job, worn)
local soon = string.format('%d', NOW)
for _, name in ipairs(redis.call('ZRANGEBYSCORE', OUT, '-inf', '(' .. soon, 'LIMIT', 0, LOOKED_AT)) do
  redis.call('ZREM', OUT, name)
  local host = host_of(name)
  host.place = IDLE
  if has_any(host) then
    to_line(host)
  end
end
local come = redis.call('ZRANGEBYSCORE', TIMED, '-inf', soon, 'LIMIT', 0, 64)
for i = #come, 1, -1 do
  redis.call('ZREM', TIMED, come[i])
  local name, one = split_host(come[i])
  push_front(host_of(name), one)
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', WAIT, '-inf', soon, 'LIMIT', 0, LOOKED_AT)) do
  redis.call('ZREM', WAIT, name)
  local host = host_of(name)
  host.place = IDLE
  if has_any(host) then
    to_line(host)
  end
end
release(job)
local handed = {}
local most = may_lease(job) and tonumber(ARGV[3]) or 0
local looked = 0
while #handed < 2 * most and looked < LOOKED_AT do
  looked = looked + 1
  local name = redis.call('LPOP', LINE)
  if not name then
    break
  end
  local host = host_of(name)
  if host.place == DUE then
    local head = head_of(host)
    if head then
      host.place = HANDED
      redis.call('ZADD', OUT, NOW + TERM, name)
      local blob = text((first_of(head)))
      handed[#handed + 1] = name
      handed[#handed + 1] = blob
    else
      host.place = IDLE
    end
  end
end
local ask = ''
if most > 0 then
  if redis.call('LLEN', LINE) > 0 then
    ask = soon
  else
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
local answer = {'ok', '', over(job) and 1 or 0, ask, #handed / 2}
for _, list in ipairs({handed, worn}) do
  for _, value in ipairs(list) do
    answer[#answer + 1] = value
  end
end
if not touched then
  flags = {} -- whoever asks has what there is; others are told of what came back
end
answer[2] = signal()
return answer
