import { ENDED_RETENTION_MS, MAX_ENTRIES } from './viewer-state.js';

/**
 * `applyOperation` in Lua, which Redis executes atomically by its own clock. `KEYS[1]` is the key of the viewer, `ARGV[1]` the operation as JSON. The state is
 * MessagePack, which Redis reads and writes faster than JSON, without what it can derive: `countAs` of a token whose playback counts by itself.
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

local function dropExpired(list, field)
  for _, entry in ipairs(list) do
    if entry[field] <= now then return filter(list, function(entry) return entry[field] > now end) end
  end
  return list
end

local text = redis.call('GET', KEYS[1])
local state = text and cmsgpack.unpack(text) or { leases = {}, ended = {}, outstanding = {} }
local leases = dropExpired(state.leases, 'expiresAt')
local ended = dropExpired(state.ended, 'until')
local outstanding = dropExpired(state.outstanding, 'expiresAt')

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

local function addTokensOf(ending)
  if #ending == 0 then return end
  local added, ids = {}, {}
  for _, lease in ipairs(ending) do
    local expiresAt = lease.tokenExpiresAt
    for _, entry in ipairs(outstanding) do
      if entry.playbackId == lease.playbackId then expiresAt = math.max(expiresAt, entry.expiresAt) end
    end
    if expiresAt > now then
      ids[lease.playbackId] = true
      local countAs = lease.countAs ~= lease.playbackId and lease.countAs or nil
      added[#added + 1] = { playbackId = lease.playbackId, countAs = countAs, expiresAt = expiresAt }
    end
  end
  outstanding = filter(outstanding, function(entry) return not ids[entry.playbackId] end)
  for _, entry in ipairs(added) do outstanding[#outstanding + 1] = entry end
end

local function endLeases(ending, reason, gone)
  if #ending == 0 and not gone then return end
  local isEnding, seen = {}, {}
  for _, lease in ipairs(ending) do isEnding[lease.playbackId] = true end
  local function add(playbackId)
    if seen[playbackId] then return end
    seen[playbackId] = true
    ended[#ended + 1] = { playbackId = playbackId, reason = reason, ['until'] = now + ${ENDED_RETENTION_MS} }
  end
  for _, playbackId in ipairs(gone or {}) do add(playbackId) end
  for _, lease in ipairs(ending) do add(lease.playbackId) end
  leases = filter(leases, function(lease) return not isEnding[lease.playbackId] end)
  local excess = #ended - ${MAX_ENTRIES}
  ended = filter(ended, function(entry)
    if entry.reason == 'revoked' then return true end
    excess = excess - 1
    return excess < 0
  end)
  addTokensOf(ending)
end

local function findRetryTime()
  if #outstanding <= operation.allowance and #outstanding < ${MAX_ENTRIES} then return 0 end
  local active, expiries = { [operation.countAs] = true }, {}
  for _, lease in ipairs(leases) do active[lease.countAs] = true end
  local earliest
  for _, entry in ipairs(outstanding) do
    earliest = math.min(earliest or entry.expiresAt, entry.expiresAt)
    local countAs = entry.countAs or entry.playbackId
    if not active[countAs] then expiries[countAs] = math.max(entry.expiresAt, expiries[countAs] or 0) end
  end
  if #outstanding >= ${MAX_ENTRIES} then return earliest end
  local sorted = {}
  for _, expiresAt in pairs(expiries) do sorted[#sorted + 1] = expiresAt end
  table.sort(sorted, function(one, other) return one > other end)
  return sorted[operation.allowance + 1] or 0
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
  local tokenExpiresAt = math.max(now + operation.tokenLifetime, own and own.tokenExpiresAt or 0)
  if own and own.countAs == operation.countAs then
    own.videoId = operation.videoId
    own.device = operation.device or own.device
    own.expiresAt = math.max(now + operation.duration, tokenExpiresAt)
    own.tokenExpiresAt = tokenExpiresAt
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
  local retryAt = findRetryTime()
  if retryAt > now then return { outcome = 'allowance-used', retryAfter = retryAt - now } end
  leases[#leases + 1] = {
    playbackId = operation.playbackId, videoId = operation.videoId,
    device = operation.device or own and own.device, countAs = operation.countAs, startedAt = now,
    expiresAt = math.max(now + operation.duration, tokenExpiresAt),
    tokenExpiresAt = tokenExpiresAt,
  }
  return { outcome = 'started', displaced = viewings(displaced) }
end

local result
local isChange = false
if operation.type == 'acquire' then
  result = acquire()
  isChange = result.outcome == 'started' or result.outcome == 'renewed'
elseif operation.type == 'list' then
  result = viewings(leases)
else
  local function isMeant(one) return operation.playbackId == nil or one.playbackId == operation.playbackId end
  local ending = filter(leases, isMeant)
  result = viewings(ending)
  isChange = #ending > 0
  if operation.type == 'revoke' then
    local gone = {}
    for _, list in ipairs({ ended, outstanding }) do
      for _, entry in ipairs(filter(list, isMeant)) do gone[#gone + 1] = entry.playbackId end
    end
    isChange = isChange or #gone > 0
    ended = filter(ended, function(entry) return not isMeant(entry) end)
    endLeases(ending, 'revoked', gone)
  else
    leases = filter(leases, function(lease) return not isMeant(lease) end)
    if operation.gotToken then addTokensOf(ending) end
  end
end

if isChange then
  local expiry = 0
  for _, lease in ipairs(leases) do expiry = math.max(expiry, lease.expiresAt) end
  for _, entry in ipairs(outstanding) do expiry = math.max(expiry, entry.expiresAt) end
  for _, entry in ipairs(ended) do expiry = math.max(expiry, entry['until']) end
  if expiry > now then
    redis.call('SET', KEYS[1], cmsgpack.pack({ leases = leases, ended = ended, outstanding = outstanding }), 'PX', string.format('%d', expiry - now))
  else
    redis.call('DEL', KEYS[1])
  end
end
return cjson.encode(result)
`;
