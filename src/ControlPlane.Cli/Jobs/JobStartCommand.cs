using System.CommandLine;
using System.Globalization;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;

namespace ControlPlane.Cli.Jobs;

/// <summary><c>jobs start</c>: uploads an input and has every row answered.</summary>
internal static class JobStartCommand
{
    private static readonly (string Name, string Query, string Description)[] Texts =
    [
        ("--format", "format", "csv or jsonl; told from the first character when left out."),
        ("--key", "key", "Column or member that is kept beside each result."),
        ("--broken-limit", "brokenLimit", "Share of broken rows, 0 to 1, above which the job stops."),
        ("--every", "every", "Run it again after this time, such as 6h."),
    ];

    public static ApiCommand Make()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Name of the inference endpoint." };
        var path = new Argument<string>("file") { Description = "Comma-separated values with a header, or JSON lines." };
        var version = new Option<int?>("--version") { Description = "The version that answers; the stable one when left out.", HelpName = "number" };
        var chunkRows = new Option<int?>("--chunk-rows") { Description = "Most rows that an agent runs at a time; 500 when left out.", HelpName = "count" };
        var columns = new Option<string[]>("--columns") { Description = "Columns of an input in the order of its elements, such as x:length,width; may be repeated.", HelpName = "input:columns" };
        var texts = Texts.Select(t => new Option<string?>(t.Name) { Description = t.Description }).ToList();
        var store = new Option<bool>("--store") { Description = "Make the results the endpoint's stored predictions." };
        var onPromotion = new Option<bool>("--on-promotion") { Description = "With --every: also as soon as another version is stable." };
        var wait = new Option<bool>("--wait") { Description = "Show the progress until it has ended." };
        var timeout = DurationOption.Make("--timeout", "Longest time to wait; until the end when left out.");
        var command = new ApiCommand("start", "Has every row of a file answered by one version, in the background.", ApiOperations.StartJob, ApiOperations.GetJob)
        {
            endpoint, path, version, chunkRows, columns, store, onPromotion, wait, timeout,
        };
        texts.ForEach(command.Add);
        command.Run = async (run, cancellation) =>
        {
            var file = UploadFile.Open(run.Get(path), "application/octet-stream", run.Surroundings);
            if (file.Refusal is { } unreadable)
                return unreadable;
            using var content = file.Value;
            var call = new ApiCall(ApiOperations.StartJob, run.Get(endpoint))
            {
                Content = content,
                Limit = null,
                Query =
                [
                    .. texts.Select((option, at) => (Texts[at].Query, run.Get(option))),
                    .. (run.Get(columns) ?? []).Select(c => ("columns", (string?)c)),
                    ("version", run.Get(version)?.ToString(CultureInfo.InvariantCulture)),
                    ("chunkRows", run.Get(chunkRows)?.ToString(CultureInfo.InvariantCulture)),
                    ("name", Path.GetFileName(run.Get(path))),
                    ("store", run.Get(store) ? "true" : null),
                    ("onPromotion", run.Get(onPromotion) ? "true" : null),
                ],
            };
            var started = await run.CallAsync(call, cancellation);
            if (started.Refusal is { } refusal)
                return refusal;
            var job = started.Value.Body;
            if (run.Get(wait))
                return await JobFollower.FollowAsync(run, (string)job["id"]!, run.Get(timeout), cancellation);
            run.Results.WriteDone(job, $"{job["id"]}  {job["rows"]} rows of {job["endpoint"]} by version {job["version"]}.");
            return ExitCode.Done;
        };
        return command;
    }
}
