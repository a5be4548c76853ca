using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Turns command line flags into configuration keys. Stateless, pure.</summary>
internal static class AgentFlags
{
    /// <summary>Configuration key by flag.</summary>
    public static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--control-plane"] = AgentKeys.ControlPlane,
        ["--allow-plain-http"] = AgentKeys.AllowPlainHttp,
        ["--join-token"] = AgentKeys.JoinToken,
        ["--listen"] = AgentKeys.Listen,
        ["--grpc"] = AgentKeys.Grpc,
        ["--tls-certificate"] = AgentKeys.TlsCertificate,
        ["--tls-key"] = AgentKeys.TlsKey,
        ["--admin"] = AgentKeys.Admin,
        ["--triton-metrics"] = AgentKeys.TritonMetrics,
        ["--request-log"] = AgentKeys.RequestLog,
        ["--request-log-inputs"] = AgentKeys.RequestLogInputs,
        ["--data"] = AgentKeys.Data,
        ["--pool"] = AgentKeys.Pool,
        ["--name"] = AgentKeys.Name,
        ["--when-isolated"] = AgentKeys.WhenIsolated,
        ["--parent-pid"] = AgentKeys.ParentPid,
        ["--config"] = AgentKeys.Config,
    };

    /// <summary>Flags that may be repeated; what they name is joined by commas.</summary>
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "--control-plane" };

    /// <summary>Section of the configuration by flag, for flags that may be repeated as <c>key=value</c>.</summary>
    public static IReadOnlyDictionary<string, string> Sections { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--label"] = AgentKeys.Labels,
        ["--cache"] = AgentKeys.Caches,
    };

    /// <summary>Reads flags as <c>--flag value</c> or <c>--flag=value</c>; problems are added to the list.</summary>
    public static Dictionary<string, string?> Read(IReadOnlyList<string> arguments, List<FieldProblem> problems)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < arguments.Count; index++)
        {
            var parts = arguments[index].Split('=', 2);
            var flag = parts[0];
            if (!Keys.ContainsKey(flag) && !Sections.ContainsKey(flag))
            {
                problems.Add(new FieldProblem(flag, "is no option of the agent", "run with --help to see them"));
                continue;
            }

            var value = parts.Length == 2 ? parts[1] : index + 1 < arguments.Count ? arguments[++index] : null;
            if (value is null || (parts.Length == 1 && value.StartsWith("--", StringComparison.Ordinal)))
                problems.Add(new FieldProblem(flag, "has no value", $"write {flag} followed by one"));
            else if (Sections.TryGetValue(flag, out var section))
                AddEntry(flag, section, value, values, problems);
            else
                values[Keys[flag]] = Lists.Contains(flag) && values.TryGetValue(Keys[flag], out var earlier) ? $"{earlier},{value}" : value;
        }

        return values;
    }

    private static void AddEntry(string flag, string section, string entry, Dictionary<string, string?> values, List<FieldProblem> problems)
    {
        if (entry.Split('=', 2) is [{ Length: > 0 } key, var value])
            values[$"{section}:{key}"] = value;
        else
            problems.Add(new FieldProblem(flag, $"is '{entry}'", $"write {flag} key=value"));
    }
}
