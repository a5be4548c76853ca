using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting;

/// <summary>Arguments as settings. Immutable.</summary>
/// <param name="Settings">Configuration key and value of each flag that was given.</param>
/// <param name="Problems">Every argument that is not understood.</param>
internal sealed record CommandLine(IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<FieldProblem> Problems)
{
    /// <summary>Value of a flag that takes none and was given.</summary>
    public const string Given = "true";

    /// <summary>Reads <c>--flag value</c> and <c>--flag=value</c>; a flag with a colon, such as <c>--Data:ArtifactLimit</c>, is a configuration key itself.</summary>
    /// <param name="args">As the process got them.</param>
    /// <param name="known">Configuration key by flag name without dashes; a name that ends in <c>!</c> takes no value.</param>
    public static CommandLine Read(IReadOnlyList<string> args, IReadOnlyDictionary<string, string> known)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<FieldProblem>();
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = Split(args[at]);
            if (name is not null && value is null && known.TryGetValue(name + "!", out var key))
                settings[key] = Given;
            else if (name is null || !(known.TryGetValue(name, out key) || (key = name).Contains(':', StringComparison.Ordinal)))
                problems.Add(new FieldProblem(args[at], "is not understood", $"known are {Names(known)}"));
            else if (value is null && at + 1 == args.Count)
                problems.Add(new FieldProblem(args[at], "has no value", "write it after the flag"));
            else
                settings[key] = value ?? args[++at];
        }

        return new CommandLine(settings, problems);
    }

    private static (string? Name, string? Value) Split(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return (null, null);
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (arg[2..], null) : (arg[2..equals], arg[(equals + 1)..]);
    }

    private static string Names(IReadOnlyDictionary<string, string> known) =>
        string.Join(", ", known.Keys.Select(k => "--" + k.TrimEnd('!')).Order(StringComparer.Ordinal));
}
