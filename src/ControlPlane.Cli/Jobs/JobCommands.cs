using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Jobs;

/// <summary><c>jobs</c>: batch prediction jobs and stored predictions.</summary>
internal static class JobCommands
{
    public static Command Make() => new("jobs", "Batch prediction jobs: start, watch, cancel, resume, results; and stored predictions.")
    {
        JobStartCommand.Make(), MakeList(), ReadCommand.One("get", "A job with its first broken rows.", ApiOperations.GetJob, JobViews.One), MakeWatch(),
        MakeVerb("cancel", "Stops a job; what is done stays.", ApiOperations.CancelJob), MakeResume(), MakeResults(),
        MakeDone("remove", "Removes a job that does not run, with its results.", ApiOperations.RemoveJob, IdArgument(), "The job {0} is removed."),
        MakeSchedule(), MakeVerb("unschedule", "The job is not run again.", ApiOperations.UnscheduleJob),
        ReadCommand.One("predictions", "The stored predictions of an endpoint.", ApiOperations.GetPredictions, View.Everything),
        MakeDone("remove-predictions", "Takes an endpoint's stored predictions away.", ApiOperations.RemovePredictions, new Argument<string>("endpoint") { Description = "Name of the inference endpoint." }, "{0} has no stored predictions any more."),
    };

    private static Argument<string> IdArgument() => new("id") { Description = "Id of the job, as the list shows it." };

    private static ApiCommand MakeList()
    {
        var endpoint = new Option<string?>("--endpoint") { Description = "Only jobs of this endpoint.", HelpName = "name" };
        var limit = ReadCommand.LimitOption();
        var command = new ApiCommand("list", "Jobs, newest first.", ApiOperations.ListJobs) { endpoint, limit };
        command.Run = async (run, cancellation) =>
            (await run.ListAsync(new ApiCall(ApiOperations.ListJobs).With("endpoint", run.Get(endpoint)), run.Get(limit), cancellation)).Then<ExitCode>(found =>
            {
                run.Results.WriteList(found, JobViews.Many);
                return ExitCode.Done;
            });
        return command;
    }

    private static ApiCommand MakeWatch()
    {
        var (id, timeout) = (IdArgument(), DurationOption.Make("--timeout", "Longest time to watch; until the end when left out."));
        var command = new ApiCommand("watch", "Shows the progress of a job until it has ended. Exits with 6 unless it succeeded.", ApiOperations.GetJob) { id, timeout };
        command.Run = (run, cancellation) => JobFollower.FollowAsync(run, run.Get(id), run.Get(timeout), cancellation);
        return command;
    }

    private static ApiCommand MakeResume()
    {
        var (id, limit) = (IdArgument(), new Option<double?>("--broken-limit") { Description = "Another share of broken rows above which it stops.", HelpName = "share" });
        var command = new ApiCommand("resume", "Goes on with what is not done; chunks that failed are tried again.", ApiOperations.ResumeJob) { id, limit };
        command.Run = (run, cancellation) =>
            SendAsync(run, new ApiCall(ApiOperations.ResumeJob, run.Get(id)).With("brokenLimit", run.Get(limit)?.ToString(CultureInfo.InvariantCulture)), cancellation);
        return command;
    }

    private static ApiCommand MakeResults()
    {
        var id = IdArgument();
        var format = new Option<string?>("--format") { Description = "csv or jsonl; as the input when left out.", HelpName = "form" };
        var partial = new Option<bool>("--partial") { Description = "What there is before the first row that is missing." };
        var command = new ApiCommand("results", "Results in the order of the rows, to standard output.", ApiOperations.GetJobResults) { id, format, partial };
        command.Run = async (run, cancellation) =>
        {
            var call = new ApiCall(ApiOperations.GetJobResults, run.Get(id)) { Limit = null }.With("format", run.Get(format)).With("partial", run.Get(partial) ? "true" : null);
            return (await run.CopyAsync(call, cancellation)).Then<ExitCode>(_ => ExitCode.Done);
        };
        return command;
    }

    private static ApiCommand MakeSchedule()
    {
        var id = IdArgument();
        var every = new Option<string>("--every") { Description = "Time between two runs, such as 6h.", HelpName = "time", Required = true };
        var onPromotion = new Option<bool>("--on-promotion") { Description = "Also as soon as another version is stable." };
        var command = new ApiCommand("schedule", "Runs a job again and again, on the version that is stable then.", ApiOperations.ScheduleJob) { id, every, onPromotion };
        command.Run = (run, cancellation) => SendAsync(
            run,
            new ApiCall(ApiOperations.ScheduleJob, run.Get(id)) { Body = new JsonObject { ["every"] = run.Get(every), ["onPromotion"] = run.Get(onPromotion) } },
            cancellation);
        return command;
    }

    private static ApiCommand MakeVerb(string name, string description, ApiOperation verb)
    {
        var id = IdArgument();
        var command = new ApiCommand(name, description, verb) { id };
        command.Run = (run, cancellation) => SendAsync(run, new ApiCall(verb, run.Get(id)), cancellation);
        return command;
    }

    private static ApiCommand MakeDone(string name, string description, ApiOperation operation, Argument<string> argument, string sentence)
    {
        var command = new ApiCommand(name, description, operation) { argument };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(operation, run.Get(argument)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { [argument.Name] = run.Get(argument), ["isRemoved"] = true }, string.Format(CultureInfo.InvariantCulture, sentence, run.Get(argument)));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Contracts.Outcomes.Outcome<ExitCode>> SendAsync(CommandRun run, ApiCall call, CancellationToken cancellation) =>
        (await run.CallAsync(call, cancellation)).Then<ExitCode>(answer =>
        {
            run.Results.WriteDone(answer.Body, $"{answer.Body["id"]}  {JobViews.LineOf(answer.Body.AsObject())}");
            return ExitCode.Done;
        });
}
