--- include job dict text
-- Known URLs by their ordinals: ARGV[3] the hash of the one before the first, or empty, [4] how many to look at, at most
-- 512. Answers of each: ordinal, number of its event, its blob while it has no event.
local job = load()
if not job then
  return {'gone', ''}
end
local after = ARGV[3] ~= '' and find(job, ARGV[3]) or 0
local answer = {'ok', ''}
for ordinal = after + 1, math.min(job.known, after + tonumber(ARGV[4])) do
  local blob, seq = text(ordinal)
  answer[#answer + 1] = ordinal
  answer[#answer + 1] = seq
  answer[#answer + 1] = blob or ''
end
return answer
