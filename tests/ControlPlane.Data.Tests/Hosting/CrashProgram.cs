using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Hosting;

/// <summary>What this assembly does as a process of its own: opens a folder and writes until it is killed, saying what is committed.</summary>
internal static class CrashProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var database = TestDatabase.In(arguments[0]);
        var opened = await database.StartAsync();
        if (!opened.IsAccepted)
        {
            await Console.Out.WriteLineAsync(opened.Refusal.Code);
            return 3;
        }

        for (var number = 1; ; number++)
        {
            var name = $"m{number.ToString(CultureInfo.InvariantCulture)}";
            await database.WriteAsync<RegisteredModel>((context, _) =>
            {
                var model = RegisteredModelBuilder.AModel(name, 1);
                context.Models.Add(model);
                return Task.FromResult<Outcome<RegisteredModel>>(model);
            });
            await Console.Out.WriteLineAsync(name);
        }
    }
}
