--- include job dict text queue
-- Returns hosts. ARGV[3] not to be due before, in microseconds, from [4] on the hosts, at most 256.
local job = load()
if not job then
  return {'gone', ''}
end
for at = 4, #ARGV do
  local host = host_of(ARGV[at])
  if host.place == DUE then
    redis.call('ZADD', WAIT, ARGV[3], host.name)
    host.place = WAITING
    flags.w = true
  end
end
save_hosts()
return {'ok', signal()}
