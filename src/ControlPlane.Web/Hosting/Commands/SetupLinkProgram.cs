using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Hosting.Commands;

/// <summary><c>setup-link [name]</c>: a link by which an admin sets a password, made by who has access to the host; while the control plane runs or not.</summary>
internal sealed class SetupLinkProgram(TextWriter output)
{
    /// <summary>Makes it.</summary>
    /// <returns>The exit code. Refusals: <c>configuration_invalid</c>, and see <see cref="DataRefusals"/> and <see cref="FirstAdmin"/>.</returns>
    public async Task<Outcome<int>> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var read = CommandArguments.Read(args, [], mostWords: 1);
        if (read.Refusal is { } malformed)
            return malformed;
        var settings = read.Value.Settings;
        var opened = await StoredFiles.OpenStateAsync(settings.Data, cancellation);
        if (opened.Refusal is { } notThere)
            return notThere;
        await opened.Value.DisposeAsync();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(Options.Create(settings.Data)).AddControlPlaneData()
            .AddSingleton<IdSource>().AddSingleton<FirstAdmin>().BuildServiceProvider();
        var name = read.Value.Words is [var named] ? named : settings.Access.FirstAdmin;
        var made = await services.GetRequiredService<FirstAdmin>().MakeLinkAsync(name, new Actor(Environment.UserName, ChangeWay.CommandLine), cancellation);
        if (made.Refusal is { } refusal)
            return refusal;
        await output.WriteLineAsync(Say(made.Value, settings.Server.Listen));
        return ExitCodes.Fine;
    }

    /// <summary>What is printed with a link.</summary>
    public static string Say(InvitedPerson made, string address) =>
        $"{made.Person.Name} sets a password once, until {made.Person.LinkExpiresAt:yyyy-MM-dd HH:mm} UTC, at\n  {address.TrimEnd('/')}{made.Link}";
}
