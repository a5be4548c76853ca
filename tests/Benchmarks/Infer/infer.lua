-- Same requests to every server: 512 routing keys in turn, one row of features each.
-- Arguments: path, name of the input, number of features.
local requests = {}
local at = 0

function init(args)
  local path, input, features = args[1], args[2], tonumber(args[3])
  local state = 12345
  local function feature()
    state = (state * 1103515245 + 12345) % 2147483648
    return string.format("%.4f", state / 1073741824 - 1)
  end
  for i = 1, 512 do
    local values = {}
    for f = 1, features do values[f] = feature() end
    local body = '{"inputs":[{"name":"' .. input .. '","shape":[1,' .. features .. '],"datatype":"FP32","data":[' .. table.concat(values, ",") .. ']}]}'
    requests[i] = wrk.format("POST", path, { ["content-type"] = "application/json", ["x-routing-key"] = "user-" .. i }, body)
  end
end

function request()
  at = at % 512 + 1
  return requests[at]
end
