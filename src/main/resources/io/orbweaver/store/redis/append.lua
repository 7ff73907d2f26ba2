--- include job dict text queue lease body
-- Ends a visit, or does a part of that. ARGV[3] token, [4] what it comes to, [5] the event of a
-- sitemap that the bound has no room for or empty, from [20] on what was discovered, and by what it comes to:
--   done      [6] type of event, [7] its data, [8] its whole data or empty, [9] what is added to the account, [10] place
--             among the seeds of one that failed, or empty, [11] kind of failure, [12] hash of the content that it is
--             the first page of, or empty, [13] what joins the scope or empty, [14] hash of the kept content or empty,
--             [15] what is kept of the page, [16] parts, [17] last part, [18] stored bytes there may be of the job,
--             [19] stored bytes that are left of all
--   sitemap   [6] to [11] the same; all of the event are empty where there is none
--   park      [6] hash of the target that becomes an alias, or empty, [7] its host, [8] blob
--   retry     [6] not before, [7] blob
--   discover  nothing more
-- Where something that the caller did not know changes the outcome, that is answered, and nothing is done:
--   content   there was a page with this content: as FIND answers
--   alias     the target is known, or an alias: as FIND answers
--   room      there is none for the body: its bytes, what is left of the job, what is left of all
local job = load()
local lease = job and held(ARGV[3])
if not lease then
  return {'lost', '', '', 0, 0, ''}
end
local result = ARGV[4]

local _, ahead_bytes = ahead_of(lease.ordinal)

-- The answer that leads to another known URL.
local function as_of(ordinal, status)
  local blob, seq = text(ordinal)
  return {status, '', ordinal, 0, seq, blob or ''}
end

local kept = result == 'done' and ARGV[15] ~= ''
local place
if kept then
  place = ARGV[14] ~= '' and redis.call('HGET', CONTENTS, ARGV[14])
  local more, left = ahead_bytes + #ARGV[17], ARGV[18] - job.stored
  if ARGV[14] ~= '' and not place and more > math.min(left, tonumber(ARGV[19])) then
    return {'room', '', more, left, tonumber(ARGV[19]), ''}
  end
end
if result == 'done' and ARGV[12] ~= '' then
  local first = find(job, ARGV[12])
  if first then
    return as_of(first, 'content')
  end
end
local target = result == 'park' and ARGV[6] ~= '' and find(job, ARGV[6])
if target and target % ALIAS ~= lease.ordinal then
  return as_of(target % ALIAS, 'alias')
end

refuse_without_memory()
local could_lease = may_lease(job)
discover(job, 20)
if result == 'discover' then
  save_dict()
  save_texts()
  save_hosts()
  save(job)
  return {'ok', signal(), '', 0, 0, ''}
end
end_lease(job, lease)

if result == 'done' or result == 'sitemap' then
  if ARGV[6] ~= '' then
    log(job, ARGV[6], ARGV[7])
  end
  if ARGV[8] ~= '' then
    redis.call('HSET', WHOLE, string.format('%d', job.seq), ARGV[8])
  end
  for name, more in string.gmatch(ARGV[9], '(%a+) (%d+)') do
    job[name] = job[name] + more
  end
  local failed = redis.call('HGET', META, 'seedPlace')
  if ARGV[10] ~= '' and (not failed or tonumber(ARGV[10]) < tonumber(failed)) then
    redis.call('HSET', META, 'seedPlace', ARGV[10], 'seedKind', ARGV[11])
  end
end

local stored = 0
if result == 'done' then
  if ARGV[12] ~= '' then
    add(job, ARGV[12], lease.ordinal)
  end
  if kept then
    if place then
      settle(lease.ordinal, 0)
    else
      place = string.format('%d', lease.ordinal)
      if ARGV[14] ~= '' then
        if ARGV[17] ~= '' then
          redis.call('HSET', PARTS, part_of(lease.ordinal, ARGV[16] - 1), ARGV[17])
        end
        redis.call('HSET', CONTENTS, ARGV[14], place)
        stored = ahead_bytes + #ARGV[17]
      end
      settle(lease.ordinal, tonumber(ARGV[16]))
    end
    local page = struct.pack('>I8', tonumber(place)) .. string.sub(ARGV[15], 9)
    redis.call('HSET', PAGES, string.format('%d', job.seq), page)
    stored = stored + #page
    job.stored = job.stored + stored
  else
    settle(lease.ordinal, 0)
  end
  set_event(lease.ordinal, job.seq)
  if ARGV[6] == '1' then -- a page; the rate changes with each and with the time, so that only the script knows it
    local age = math.max(0, NOW - job.rateAt) / 1000000
    job.rate = job.rate * math.exp(-age / 5) + 0.2
    job.rateAt = math.max(NOW, job.rateAt)
  end
  if ARGV[13] ~= '' then
    local joined = redis.call('HGET', META, 'joined')
    if not joined or not string.find('\n' .. joined .. '\n', '\n' .. ARGV[13] .. '\n', 1, true) then
      redis.call('HSET', META, 'joined', joined and (joined .. '\n' .. ARGV[13]) or ARGV[13])
    end
  end
elseif result == 'park' then
  settle(lease.ordinal, 0)
  if ARGV[6] ~= '' and not target then
    add(job, ARGV[6], ALIAS + lease.ordinal)
  end
  set_text(lease.ordinal, ARGV[8])
  push_front(host_of(ARGV[7]), record(lease.ordinal, 0, string.byte(ARGV[8])))
  flags.w = true
elseif result == 'retry' then
  settle(lease.ordinal, 0)
  set_text(lease.ordinal, ARGV[7])
  redis.call('ZADD', TIMED, ARGV[6], at_host(lease.host, record(lease.ordinal, 0, string.byte(ARGV[7]))))
  flags.w = true
elseif result == 'sitemap' then
  forget_text(lease.ordinal)
  job.sleft = job.sleft - 1
  job.sout = math.max(0, job.sout - 1)
  if ARGV[6] ~= '' then -- an older version did not count those that it knew
    job.smknown = math.max(job.smknown, job.smread + job.smfailed + job.smskipped)
  end
end
flags.c = true
release(job)
if not could_lease and may_lease(job) then
  flags.w = true
end
save_dict()
save_texts()
save_hosts()
save(job)
return {'ok', signal(), progress(job), job.seq, stored, ''}
