using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Hosting;

/// <summary>Commands that only look: arguments are the path's parameters, options the query's, the answer is shown.</summary>
internal static class ReadCommand
{
    /// <summary>Shows one thing.</summary>
    public static ApiCommand One(string name, string description, ApiOperation operation, View view, params IReadOnlyList<(string Name, string Description)> query)
    {
        var command = new ApiCommand(name, description, operation);
        var arguments = AddArguments(command, operation);
        var options = query.Select(q => new Option<string?>($"--{q.Name}") { Description = q.Description }).ToList();
        options.ForEach(command.Add);
        command.Run = (run, cancellation) => run.ShowAsync(
            new ApiCall(operation, [.. arguments.Select(run.Get)]) { Query = [.. options.Select((o, index) => (query[index].Name, run.Get(o)))] }, view, cancellation);
        return command;
    }

    /// <summary>Shows a list.</summary>
    public static ApiCommand Many(string name, string description, ApiOperation operation, View view)
    {
        var command = new ApiCommand(name, description, operation);
        var arguments = AddArguments(command, operation);
        var limit = LimitOption();
        command.Add(limit);
        command.Run = async (run, cancellation) =>
        {
            var items = await run.ListAsync(new ApiCall(operation, [.. arguments.Select(run.Get)]), run.Get(limit), cancellation);
            return items.Then<ExitCode>(found =>
            {
                run.Results.WriteList(found, view);
                return ExitCode.Done;
            });
        };
        return command;
    }

    public static Option<int> LimitOption()
    {
        var option = new Option<int>("--limit") { Description = "Most items; 200 when left out.", HelpName = "count", DefaultValueFactory = _ => 200 };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var count) || count < 1))
                result.AddError($"--limit is '{token.Value}'; use 1 or more.");
        });
        return option;
    }

    private static List<Argument<string>> AddArguments(ApiCommand command, ApiOperation operation)
    {
        var arguments = operation.Parameters.Select(p => new Argument<string>(p) { Description = DescriptionOf(p) }).ToList();
        arguments.ForEach(command.Add);
        return arguments;
    }

    private static string DescriptionOf(string parameter) => parameter switch
    {
        "endpoint" => "Name of the inference endpoint.",
        "model" => "Name of the registered model.",
        "template" => "Name of the analysis template.",
        "version" => "Number of the version.",
        "kind" => "Kind of the document, such as InferenceEndpoint.",
        "name" => "Its name.",
        "entry" => "Number of the entry.",
        "webhook" => "Name of the webhook.",
        "person" => "Id of the person, as the list shows it.",
        "session" => "Id of the session, as the list shows it.",
        "delivery" => "Id of the delivery, as the list shows it.",
        "id" => "Its id, as the list shows it.",
        _ => throw new InvalidOperationException($"No description is defined for the parameter {parameter}."),
    };
}
