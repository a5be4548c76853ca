using System.CommandLine;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>--prune</c> and <c>--label</c>: what was declared once, carries the labels, and stands in no file any more.</summary>
internal sealed class PruneOptions
{
    private readonly Option<bool> _prune = new("--prune") { Description = "Also take away what an earlier apply declared with these labels and no file holds any more. Needs --label." };
    private readonly Option<string[]> _labels = new("--label", "-l") { Description = "A label that things must carry to be pruned, such as team=vision; may be repeated.", HelpName = "name=value" };

    public void AddTo(Command command)
    {
        command.Add(_prune);
        command.Add(_labels);
    }

    /// <summary>The labels.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.Usage"/>.</returns>
    public Outcome<PruneLabels> Read(CommandRun run)
    {
        var labels = new List<(string, string)>();
        foreach (var text in run.Get(_labels) ?? [])
        {
            if (text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
                return Refusal.OfField(CliRefusals.Usage, "--label", $"is '{text}'", "write name=value");
            labels.Add((text[..equals], text[(equals + 1)..]));
        }

        return (run.Get(_prune), labels.Count) switch
        {
            (true, 0) => Refusal.OfField(CliRefusals.Usage, "--prune", "has no label", "name the label of what these files own, such as --label team=vision"),
            (false, > 0) => Refusal.OfField(CliRefusals.Usage, "--label", "is given without --prune", "add --prune, or leave it out"),
            var (isAsked, _) => new PruneLabels(isAsked, labels),
        };
    }
}
