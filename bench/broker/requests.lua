-- Each request is for something new: provision makes an instance, bind a binding of instance `base`.
local number = 0
local start = os.time() * 1000
local body = '{"service_id":"service-1","plan_id":"plan-1","organization_guid":"o","space_guid":"s","app_guid":"a"}'

function init(args)
  what = args[1]
  headers = {
    ["Authorization"] = args[2],
    ["X-Broker-API-Version"] = "2.17",
    ["Content-Type"] = "application/json",
  }
end

function request()
  number = number + 1
  if what == "catalog" then
    return wrk.format("GET", "/v2/catalog", headers)
  elseif what == "provision" then
    return wrk.format("PUT", "/v2/service_instances/" .. start .. "-" .. number, headers, body)
  end
  return wrk.format(
    "PUT", "/v2/service_instances/base/service_bindings/" .. start .. "-" .. number, headers, body)
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status + summary.errors.timeout))
end
