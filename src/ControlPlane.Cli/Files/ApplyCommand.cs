using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>apply</c>: makes the installation what the files say. Twice is once.</summary>
internal static class ApplyCommand
{
    public static Command Make()
    {
        var files = DeclarationReader.Option();
        var models = ModelFolder.Option("Folder of model files by digest, as export --models wrote it, for versions that are not registered yet.");
        var yes = new Option<bool>("--yes", "-y") { Description = "Prune without asking; needed where nobody can be asked." };
        var command = new ApiCommand(
            "apply",
            "Makes the installation what the files say; fields that no file names stay as they are. A version that was rolled back is not brought back until the file names another.",
            [ApiOperations.ListDeclarations, ApiOperations.ListAudit, ApiOperations.PutDeclaration, ApiOperations.DeleteDeclaration, .. DeclaredKinds.All.SelectMany(k => k.Reads.Concat(k.Writes))])
        { files, models, yes };
        var prune = new PruneOptions();
        prune.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var read = await DeclarationReader.ReadValidAsync(run.Get(files)!, run.Surroundings, cancellation);
            var labels = prune.Read(run);
            if ((read.Refusal ?? labels.Refusal) is { } invalid)
                return invalid;
            var applied = await AppliedDeclaration.ListAsync(run, cancellation);
            if (applied.Refusal is { } unknown)
                return unknown;
            var removals = DeclarationPlan.FindRemovals(read.Value, applied.Value.Values, labels.Value);
            return Confirm(run, removals, run.Get(yes)) is { } disagreed
                ? disagreed
                : await new DeclarationApplication(run, applied.Value, run.Get(models)).RunAsync(read.Value, removals, cancellation);
        };
        return command;
    }

    // Before anything is sent, so that "no" means no.
    private static Refusal? Confirm(CommandRun run, IReadOnlyList<AppliedDeclaration> removals, bool isAgreed)
    {
        if (removals.Count == 0 || isAgreed)
            return null;
        foreach (var removal in removals)
            run.Tell(RemovalText.Of(removal));
        if (!run.Surroundings.IsInputTerminal)
            return Refusal.OfField(CliRefusals.Usage, "--yes", $"is missing and {removals.Count} {(removals.Count == 1 ? "thing" : "things")} would be pruned", "look at diff --prune, then add --yes");
        run.Surroundings.Error.Write($"Prune {removals.Count}? [y/N] ");
        return run.Surroundings.Input().ReadLine()?.Trim() is "y" or "Y" or "yes"
            ? null
            : new Refusal(CliRefusals.Usage, "Nothing was done: it was not agreed to.");
    }
}
