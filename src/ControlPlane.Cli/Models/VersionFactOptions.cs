using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Models;

/// <summary>What CI knows of a version: said once, when it is pushed.</summary>
internal sealed class VersionFactOptions
{
    private readonly Option<string?> _description = new("--description") { Description = "What people should know about the version.", HelpName = "text" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A free label; may be repeated.", HelpName = "text" };
    private readonly Option<string?> _commit = new("--commit") { Description = "Commit of the code that trained it.", HelpName = "hash" };
    private readonly Option<string?> _trainingData = new("--training-data") { Description = "What it was trained on, such as an address or a digest of a data set.", HelpName = "text" };
    private readonly Option<string[]> _metrics = new("--metric") { Description = "A figure of the training, such as accuracy=0.97; may be repeated.", HelpName = "name=value" };
    private readonly Option<string?> _runId = new("--run-id") { Description = "MLflow's id of the training run; read from MLmodel where a folder is pushed.", HelpName = "id" };

    public void AddTo(Command command)
    {
        Option[] options = [_description, _tags, _commit, _trainingData, _metrics, _runId];
        foreach (var option in options)
            command.Add(option);
    }

    /// <summary>The upload with everything that was said.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.Usage"/>.</returns>
    public Outcome<VersionUpload> Read(CommandRun run, VersionUpload upload)
    {
        var origin = upload.Origin.DeepClone().AsObject();
        foreach (var (name, value) in ((string, string?)[])[("commit", run.Get(_commit)), ("trainingData", run.Get(_trainingData)), ("runId", run.Get(_runId))])
        {
            if (value is not null)
                origin[name] = value;
        }

        var metrics = new JsonObject();
        foreach (var text in run.Get(_metrics) ?? [])
        {
            var equals = text.LastIndexOf('=');
            if (equals < 1 || !double.TryParse(text[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                return Refusal.OfField(CliRefusals.Usage, "--metric", $"is '{text}'", "write name=number, such as accuracy=0.97");
            metrics[text[..equals]] = value;
        }

        if (metrics.Count > 0)
            origin["metrics"] = metrics;
        return upload with { Description = run.Get(_description) ?? upload.Description, Tags = run.Get(_tags) ?? [], Origin = origin };
    }
}
