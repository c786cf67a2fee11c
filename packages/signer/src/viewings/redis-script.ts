import { ENDED_RETENTION_MS, MAX_ENTRIES } from './viewer-state.js';

/**
 * `applyOperation` in Lua, which Redis executes atomically by its own clock. `KEYS[1]` is the key of the viewer, `ARGV[1]` the operation as JSON.
 * Returns the result as JSON. cjson writes an empty list as `{}`.
 */
export const REDIS_SCRIPT = `
local operation = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function filter(list, test)
  local kept = {}
  for _, entry in ipairs(list) do if test(entry) then kept[#kept + 1] = entry end end
  return kept
end

local text = redis.call('GET', KEYS[1])
local state = text and cjson.decode(text) or { leases = {}, ended = {} }
local leases = filter(state.leases, function(lease) return lease.expiresAt > now end)
local ended = filter(state.ended, function(entry) return entry['until'] > now end)

local function viewings(list)
  local result = {}
  for index, lease in ipairs(list) do
    result[index] = {
      playbackId = lease.playbackId, videoId = lease.videoId, device = lease.device,
      startedAt = lease.startedAt, expiresAt = lease.expiresAt,
    }
  end
  return result
end

local function endLeases(ending, reason)
  local ids = {}
  for _, lease in ipairs(ending) do
    ids[lease.playbackId] = true
    ended[#ended + 1] = { playbackId = lease.playbackId, reason = reason, ['until'] = now + ${ENDED_RETENTION_MS} }
  end
  leases = filter(leases, function(lease) return not ids[lease.playbackId] end)
  while #ended > ${MAX_ENTRIES} do table.remove(ended, 1) end
end

local function acquire()
  for index, entry in ipairs(ended) do
    if entry.playbackId == operation.playbackId then
      if entry.reason ~= 'displaced' or not operation.takeover then return { outcome = entry.reason } end
    end
  end

  local own
  local others = filter(leases, function(lease)
    if lease.playbackId ~= operation.playbackId then return true end
    own = lease
    return false
  end)
  if own and own.countAs == operation.countAs then
    own.videoId = operation.videoId
    own.device = operation.device or own.device
    own.expiresAt = now + operation.duration
    return { outcome = 'renewed' }
  end

  local groups, seen = {}, {}
  for _, lease in ipairs(others) do
    if not seen[lease.countAs] then
      seen[lease.countAs] = true
      groups[#groups + 1] = lease.countAs
    end
  end
  local oldest = {}
  if not seen[operation.countAs] then
    for index = 1, #groups - operation.limit + 1 do oldest[groups[index]] = true end
  end
  local displaced = filter(others, function(lease) return oldest[lease.countAs] end)
  local isFull = #others - #displaced >= ${MAX_ENTRIES}
  if isFull or (#displaced > 0 and not operation.displaceOldest and not operation.takeover) then
    return { outcome = 'viewing-limit', viewings = viewings(others) }
  end
  leases = others
  ended = filter(ended, function(entry) return entry.playbackId ~= operation.playbackId end)
  endLeases(displaced, 'displaced')
  leases[#leases + 1] = {
    playbackId = operation.playbackId, videoId = operation.videoId,
    device = operation.device or own and own.device, countAs = operation.countAs, startedAt = now, expiresAt = now + operation.duration,
  }
  return { outcome = 'started', displaced = viewings(displaced) }
end

local result
if operation.type == 'acquire' then
  result = acquire()
elseif operation.type == 'list' then
  result = viewings(leases)
else
  local ending = filter(leases, function(lease)
    return operation.playbackId == nil or lease.playbackId == operation.playbackId
  end)
  result = viewings(ending)
  if operation.type == 'revoke' then
    endLeases(ending, 'revoked')
  else
    leases = filter(leases, function(lease) return lease.playbackId ~= operation.playbackId end)
  end
end

if operation.type ~= 'list' then
  local expiry = 0
  for _, lease in ipairs(leases) do expiry = math.max(expiry, lease.expiresAt) end
  for _, entry in ipairs(ended) do expiry = math.max(expiry, entry['until']) end
  if expiry > now then
    redis.call('SET', KEYS[1], cjson.encode({ leases = leases, ended = ended }), 'PX', string.format('%d', expiry - now))
  else
    redis.call('DEL', KEYS[1])
  end
end
return cjson.encode(result)
`;
