namespace ControlPlane.AgentHost.Hosting;

/// <summary>What holds for settings that nobody mentions, as it would be written. Stateless.</summary>
internal static class AgentDefaults
{
    /// <summary>Values by key.</summary>
    public static IReadOnlyDictionary<string, string?> Values { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
    {
        [AgentKeys.AllowPlainHttp] = "off",
        [AgentKeys.TritonMetrics] = "off",
        [AgentKeys.RequestLog] = "0",
        [AgentKeys.RequestLogInputs] = "off",
        [AgentKeys.Pool] = AgentOptions.DefaultPool,
        [AgentKeys.Name] = Environment.MachineName.ToLowerInvariant(),
        [AgentKeys.WhenIsolated] = "return",
    };
}
