namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>Bodies of inference requests.</summary>
internal static class InferRequests
{
    /// <summary>One input, FP32 <c>[rows, values / rows]</c>.</summary>
    public static string Of(float[] values, int rows = 1, string name = "x") =>
        With($"{{\"name\":\"{name}\",\"shape\":[{rows},{values.Length / rows}],\"datatype\":\"FP32\",\"data\":[{string.Join(',', values)}]}}");

    /// <summary>One input of any kind.</summary>
    public static string Of(string datatype, string shape, string data, string name = "x") =>
        With($"{{\"name\":\"{name}\",\"shape\":{shape},\"datatype\":\"{datatype}\",\"data\":{data}}}");

    /// <summary>Any inputs, and what else the body has.</summary>
    public static string With(string inputs, string more = "") => $"{{\"inputs\":[{inputs}]{more}}}";
}
