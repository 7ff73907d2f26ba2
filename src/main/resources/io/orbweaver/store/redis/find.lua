--- include job dict text
-- What is known of a URL: ARGV[3] its hash. Answers: ordinal of the known URL, whether it is another, number of its
-- event, its blob while it has no event.
local job = load()
local number = job and find(job, ARGV[3])
if not number then
  return {'gone', ''}
end
local ordinal = number % ALIAS
local blob, seq = text(ordinal)
return {'ok', '', ordinal, number > ALIAS and 1 or 0, seq, blob or ''}
