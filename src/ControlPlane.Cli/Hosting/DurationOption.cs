using System.CommandLine;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Cli.Hosting;

/// <summary>Options that take a time such as <c>90s</c> or <c>5m</c>.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan?> Make(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result =>
        {
            if (DurationText.TryParse(result.Tokens[0].Value, out var time))
                return time;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; a time is a number of seconds, or text such as 90s, 5m, 2h, 7d.");
            return null;
        },
    };
}
