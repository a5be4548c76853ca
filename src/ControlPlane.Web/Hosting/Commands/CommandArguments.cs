using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting.Commands;

/// <summary>Arguments of a command that works on a data folder: its own words and flags, and the settings every command shares. Immutable.</summary>
/// <param name="Words">What is no flag, in order.</param>
/// <param name="Flags">Values of the command's own flags, in order of the arguments.</param>
/// <param name="Settings">Everything else, as the server reads it.</param>
internal sealed record CommandArguments(IReadOnlyList<string> Words, IReadOnlyList<(string Name, string Value)> Flags, HostSettings Settings)
{
    /// <summary>Reads them.</summary>
    /// <param name="args">After the command's name.</param>
    /// <param name="own">Names of the command's own flags, with dashes; each takes a value.</param>
    /// <param name="mostWords">Words it takes.</param>
    /// <returns>Refusal <c>configuration_invalid</c> with every problem.</returns>
    public static Outcome<CommandArguments> Read(IReadOnlyList<string> args, IReadOnlyCollection<string> own, int mostWords)
    {
        var (words, flags, rest) = (new List<string>(), new List<(string, string)>(), new List<string>());
        for (var at = 0; at < args.Count; at++)
        {
            if (own.Contains(args[at]) && at + 1 < args.Count)
                flags.Add((args[at], args[++at]));
            else if (!args[at].StartsWith('-') && words.Count < mostWords && !IsValue(args, at))
                words.Add(args[at]);
            else
                rest.Add(args[at]);
        }

        return HostSettings.Read(rest).Then<CommandArguments>(settings => new CommandArguments(words, flags, settings));
    }

    /// <summary>Value of a flag; null when it was not given.</summary>
    public string? Find(string name) => Flags.Where(f => f.Name == name).Select(f => f.Value).LastOrDefault();

    private static bool IsValue(IReadOnlyList<string> args, int at) =>
        at > 0 && args[at - 1].StartsWith("--", StringComparison.Ordinal) && !args[at - 1].Contains('=', StringComparison.Ordinal);
}
