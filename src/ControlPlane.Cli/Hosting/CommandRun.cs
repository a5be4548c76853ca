using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Hosting;

/// <summary>One run of one command: what was asked, whom it calls, where it writes.</summary>
internal sealed class CommandRun(ApiCommand command, ParseResult parsed, ApiConnection connection, ResultWriter results, string? idempotencyKey, CliSurroundings surroundings)
{
    public ResultWriter Results { get; } = results;

    public CliSurroundings Surroundings { get; } = surroundings;

    public TimeProvider Clock => Surroundings.Clock;

    public Uri Server => connection.Server;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Whether the option stands on the command line.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Calls the API.</summary>
    public Task<Outcome<ApiAnswer>> CallAsync(ApiCall call, CancellationToken cancellation)
    {
        if (!command.Operations.Contains(call.Operation))
            throw new InvalidOperationException($"The command '{command.Name}' does not say that it calls {call.Operation.Id}.");
        var key = idempotencyKey is null || call.Operation.Method != HttpMethod.Post ? null : $"{idempotencyKey}{(call.Subject is null ? "" : $"/{call.Subject}")}";
        return connection.SendAsync(call with { IdempotencyKey = key }, cancellation);
    }

    /// <summary>Calls the API and passes the answer on to standard output as it comes.</summary>
    public Task<Outcome<ApiAnswer>> CopyAsync(ApiCall call, CancellationToken cancellation) => CallAsync(call with { Target = Surroundings.Output }, cancellation);

    /// <summary>Calls an operation whose answer is all that is shown.</summary>
    public async Task<Outcome<ExitCode>> ShowAsync(ApiCall call, View view, CancellationToken cancellation)
    {
        var answer = await CallAsync(call, cancellation);
        return answer.Then<ExitCode>(a =>
        {
            Results.Write(a.Body, view);
            return ExitCode.Done;
        });
    }

    /// <summary>Says what happens meanwhile, on standard error.</summary>
    public void Tell(string sentence) => Surroundings.Error.WriteLine(sentence);

    /// <summary>The items of a list, page by page, at most so many.</summary>
    public async Task<Outcome<JsonArray>> ListAsync(ApiCall call, int limit, CancellationToken cancellation)
    {
        var items = new JsonArray();
        string? cursor = null;
        do
        {
            var page = call.With("limit", Math.Min(ApiConnection.LargestPage, limit - items.Count).ToString()).With("cursor", cursor);
            var answer = await CallAsync(page, cancellation);
            if (answer.Refusal is { } refusal)
                return refusal;
            foreach (var item in answer.Value.Body["items"]!.AsArray())
                items.Add(item!.DeepClone());
            cursor = (string?)answer.Value.Body["next"];
        }
        while (cursor is not null && items.Count < limit);
        return items;
    }
}
