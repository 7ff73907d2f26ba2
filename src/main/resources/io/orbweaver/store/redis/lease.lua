--- include job dict text queue lease
-- Leases the first URL of a host. ARGV[3] host, [4] the scheme that was offered. Answers: token or empty, the leased
-- blob, what is then at the front or empty, whether the job may lease nothing more, how often the URL's lease was lost.
local job = load()
if not job then
  return {'gone', '', '', '', '', 1, 0}
end
local host = host_of(ARGV[3])

local token, leased, next, full, losses = '', '', '', 0, 0
if not may_lease(job) then
  full = 1
else
  local head = head_of(host)
  while head do
    local ordinal, lost, first, rest = first_of(head)
    if is_page(first) or sitemaps_due(job) then
      break
    end
    redis.call('LPUSH', SHELF, at_host(host.name, record(ordinal, lost, first)))
    job.sout = math.max(0, job.sout - 1)
    head = drop_first(host, rest)
  end
  if head then
    local ordinal, lost, first, rest = first_of(head)
    if bit.band(bit.rshift(first, 2), 3) == tonumber(ARGV[4]) then
      token, leased, losses = grant(job, host.name, ordinal, lost, first), text(ordinal), lost
      flags.c = true
      head = drop_first(host, rest)
    end
  end
  if head then
    next = text((first_of(head)))
  end
end
save_hosts()
save(job)
return {'ok', signal(), token, leased, next, full, losses}
