using System.CommandLine;
using System.Text;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>The reference of the command line, made from the command tree itself.</summary>
internal static class CommandDocument
{
    public static string Of(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append("# Command line\n\n");
        text.Append("Made from the program's own command tree; a test compares this page with it.\n\n");
        text.Append("`controlplane` says what the API says and nothing else: all it does is in the API too. It asks back in one place, before `apply --prune` takes something away at a terminal, and `--yes` answers that, so that scripts and CI can use every command. ");
        text.Append("Results go to standard output, refusals and progress to standard error. Colour and movement appear on a terminal only, and nowhere where `NO_COLOR` is set.\n\n");
        text.Append("Install it with `dotnet tool install ControlPlane.Cli`, or run it from a clone: `dotnet run --project src/ControlPlane.Cli -- list endpoints`.\n\n");
        text.Append("## Exit codes\n\n| code | meaning |\n|---|---|\n");
        foreach (var (code, meaning) in ExitCodes.Meanings)
            text.Append($"| {(int)code} | {meaning} |\n");
        text.Append("\n## Options of every command\n\n");
        AppendOptions(text, root.Options.Where(o => o.Recursive || o.Name == "--version"));
        foreach (var command in root.Subcommands)
            Append(text, command, CommandTree.Name);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Command command, string parent)
    {
        var path = $"{parent} {command.Name}";
        if (command.Action is not null)
        {
            text.Append($"\n## {path}{string.Concat(command.Arguments.Select(a => a.Arity.MaximumNumberOfValues > 1 ? $" <{a.Name}>…" : $" <{a.Name}>"))}\n\n{command.Description}\n");
            if (command.Arguments.Count > 0)
                text.Append("\n| argument | |\n|---|---|\n").AppendJoin("", command.Arguments.Select(a => $"| `{a.Name}` | {Escape(a.Description)} |\n"));
            if (command.Options.Any(IsShown))
                text.Append('\n');
            AppendOptions(text, command.Options.Where(IsShown));
            if (command is ApiCommand { Operations.Count: > 0 } calls)
                text.Append($"\nCalls {string.Join(", ", calls.Operations.Select(o => $"`{o.Method} {o.Path}`"))}.\n");
        }

        foreach (var inner in command.Subcommands)
            Append(text, inner, path);
    }

    private static void AppendOptions(StringBuilder text, IEnumerable<Option> options)
    {
        var rows = options.Select(o => $"| {string.Join(", ", new[] { o.Name }.Concat(o.Aliases).Distinct().Select(n => $"`{n}`"))}{(o.HelpName is null ? "" : $" {Escape(o.HelpName)}")} | {Escape(o.Description)}{(o.Required ? " Required." : "")} |\n").ToList();
        if (rows.Count > 0)
            text.Append("| option | |\n|---|---|\n").AppendJoin("", rows);
    }

    private static bool IsShown(Option option) => option is not System.CommandLine.Help.HelpOption and not VersionOption;

    private static string Escape(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
