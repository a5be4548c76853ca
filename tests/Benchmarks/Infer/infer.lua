-- Same requests to every server: 512 routing keys in turn.
-- Arguments: path, name of the input, its shape with commas, number of elements, json or binary.
local ffi = require("ffi")
local requests = {}
local at = 0

function init(args)
  local path, input, shape, elements, form = args[1], args[2], args[3], tonumber(args[4]), args[5]
  local state = 12345
  local function feature()
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 1073741824 - 1
  end
  local opening = '{"inputs":[{"name":"' .. input .. '","shape":[' .. shape .. '],"datatype":"FP32",'
  for i = 1, 512 do
    local headers = { ["content-type"] = "application/json", ["x-routing-key"] = "user-" .. i, ["x-region"] = "eu" }
    local body
    if form == "binary" then
      local values = ffi.new("float[?]", elements)
      for e = 0, elements - 1 do values[e] = feature() end
      local json = opening .. '"parameters":{"binary_data_size":' .. elements * 4 .. '}}],"parameters":{"binary_data_output":true}}'
      headers["content-type"] = "application/octet-stream"
      headers["inference-header-content-length"] = tostring(#json)
      body = json .. ffi.string(values, elements * 4)
    else
      local values = {}
      for e = 1, elements do values[e] = string.format("%.4f", feature()) end
      body = opening .. '"data":[' .. table.concat(values, ",") .. ']}]}'
    end
    requests[i] = wrk.format("POST", path, headers, body)
  end
end

function request()
  at = at % 512 + 1
  return requests[at]
end
