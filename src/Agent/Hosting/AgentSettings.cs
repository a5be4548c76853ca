using System.Collections;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>What the agent was told, by flags, environment and file, over the defaults; the stronger hides the weaker. Immutable.</summary>
internal sealed class AgentSettings
{
    private const string NotShown = "(not shown)";
    private const string NotSet = "(not set)";

    // The weakest first.
    private readonly IReadOnlyList<(Func<string, string> From, IReadOnlyDictionary<string, string?> Values)> _layers;

    private AgentSettings(IReadOnlyList<(Func<string, string> From, IReadOnlyDictionary<string, string?> Values)> layers)
    {
        _layers = layers;
        var builder = new ConfigurationBuilder();
        foreach (var (_, values) in layers)
            builder.AddInMemoryCollection(values.Where(v => IsSaid(v.Key, v.Value)));
        Values = builder.Build();
    }

    /// <summary>What holds.</summary>
    public IConfigurationRoot Values { get; }

    /// <summary>Reads all of them; what cannot be read is added to the problems.</summary>
    public static AgentSettings Read(IReadOnlyList<string> arguments, IDictionary environment, List<FieldProblem> problems)
    {
        var flags = AgentFlags.Read(arguments, problems);
        var variables = VariablesOf(environment);
        var file = flags.GetValueOrDefault(AgentKeys.Config) ?? variables.GetValueOrDefault(AgentKeys.Config);
        return new AgentSettings(
        [
            (_ => "default", AgentDefaults.Values),
            (_ => $"file {file}", file is null ? new Dictionary<string, string?>() : ValuesOf(file, problems)),
            (VariableName, variables),
            (FlagName, flags),
        ]);
    }

    /// <summary>The name of a setting in the environment.</summary>
    public static string VariableOf(string key) => AgentKeys.EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Every setting with its value and where that comes from, the flags' order first; secrets are named and not shown.</summary>
    public IEnumerable<(string Key, string Value, string From)> Show()
    {
        var named = AgentFlags.Keys.Values.ToList();
        var free = Values.AsEnumerable().Where(v => v.Value is not null).Select(v => v.Key).Except(named, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        foreach (var key in named.Concat(free))
        {
            var value = Values[key];
            var from = _layers.Reverse().Where(l => l.Values.TryGetValue(key, out var said) && IsSaid(key, said)).Select(l => l.From(key)).FirstOrDefault();
            yield return (key, value is null ? NotSet : key == AgentKeys.JoinToken ? NotShown : value, from ?? "default");
        }
    }

    // A blank setting says nothing; a blank label is one.
    private static bool IsSaid(string key, string? value) => key.Contains(':', StringComparison.Ordinal) ? value is not null : !string.IsNullOrWhiteSpace(value);

    private static string VariableName(string key) => $"environment {VariableOf(key)}";

    private static string FlagName(string key) =>
        $"flag {AgentFlags.Keys.Concat(AgentFlags.Sections).First(f => key.Split(':')[0].Equals(f.Value, StringComparison.OrdinalIgnoreCase)).Key}";

    private static Dictionary<string, string?> VariablesOf(IDictionary environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            var name = variable.Key.ToString()!;
            if (name.StartsWith(AgentKeys.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                variables[name[AgentKeys.EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal)] = variable.Value?.ToString();
        }

        return variables;
    }

    private static Dictionary<string, string?> ValuesOf(string file, List<FieldProblem> problems)
    {
        try
        {
            var section = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false).Build().GetSection(AgentKeys.Section);
            return new Dictionary<string, string?>(section.AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null), StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            problems.Add(new FieldProblem("--config", $"cannot be read: {e.Message}", $"name a JSON file with a section \"{AgentKeys.Section}\""));
            return [];
        }
    }
}
