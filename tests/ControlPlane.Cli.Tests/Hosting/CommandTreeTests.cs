using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Tests.Hosting;

public sealed class CommandTreeTests
{
    /// <summary>Which command of the program does what each command of the screens does. <c>JoinCommand</c> and <c>RenewCommand</c> are an agent's own.</summary>
    private static readonly Dictionary<string, string> OfScreens = new(StringComparer.Ordinal)
    {
        ["AddTemplateVersionCommand"] = "templates add-version",
        ["AdoptDatabaseCommand"] = "adopt",
        ["ChangePersonCommand"] = "people roles",
        ["ChangeSplitCommand"] = "set-weight",
        ["CreateApiTokenCommand"] = "tokens create",
        ["CreateJoinTokenCommand"] = "join-tokens create",
        ["DeleteEndpointCommand"] = "endpoints delete",
        ["DeleteTemplateCommand"] = "templates delete",
        ["DeleteWebhookCommand"] = "webhooks delete",
        ["DescribeModelCommand"] = "models describe",
        ["EndSessionCommand"] = "people end-session",
        ["ForgetDeclarationCommand"] = "apply",
        ["ImportVersionCommand"] = "models import",
        ["InvitePersonCommand"] = "people invite",
        ["JobVerbCommand"] = "jobs cancel",
        ["PutDeclarationCommand"] = "apply",
        ["PutEndpointCommand"] = "endpoints put",
        ["RedactSamplesCommand"] = "endpoints remove-outputs",
        ["RegisterVersionCommand"] = "models push",
        ["RemoveAgentCommand"] = "agents remove",
        ["RemoveJobCommand"] = "jobs remove",
        ["RemovePredictionsCommand"] = "jobs remove-predictions",
        ["RemoveReferenceCommand"] = "references remove",
        ["RenewLinkCommand"] = "people link",
        ["ReplayDeliveryCommand"] = "webhooks replay",
        ["RestoreRoutingCommand"] = "audit restore",
        ["RetireSigningKeysCommand"] = "signing-keys retire",
        ["ReviseExperimentCommand"] = "experiment revise",
        ["RollBackCommand"] = "rollback",
        ["RevokeApiTokenCommand"] = "tokens revoke",
        ["RolloutVerbCommand"] = "promote",
        ["RotateApiTokenCommand"] = "tokens rotate",
        ["RotateSigningKeyCommand"] = "signing-keys rotate",
        ["SaveWebhookCommand"] = "webhooks put",
        ["ScheduleJobCommand"] = "jobs schedule",
        ["SetAliasCommand"] = "models alias",
        ["StartJobCommand"] = "jobs start",
        ["StartRolloutCommand"] = "start",
        ["TestWebhookCommand"] = "webhooks test",
        ["UndoCommand"] = "undo",
        ["UploadReferenceCommand"] = "references push",
    };

    [Fact]
    public void Document_MadeFromTheTree_IsWhatTheDocsHold()
    {
        var file = Path.Combine(Repository.Folder, "docs", "cli.md");
        var actual = CommandDocument.Of(Tree());
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            File.WriteAllText(file, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.Equal(File.ReadAllText(file), actual);
    }

    [Fact]
    public void Document_OfATreeWithAnotherCommand_IsAnother()
    {
        var tree = Tree();
        var more = new Command("more", "Another one.");
        more.SetAction(_ => 0);
        tree.Add(more);

        Assert.NotEqual(CommandDocument.Of(Tree()), CommandDocument.Of(tree));
    }

    [Fact]
    public void Tree_EveryCommandOfTheScreens_HasItsOwn()
    {
        var features = Path.Combine(Repository.Folder, "src", "ControlPlane.Web", "Features");
        var commands = Directory.EnumerateFiles(features, "*Command.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Except(["JoinCommand", "RenewCommand"]);

        Assert.Equal(OfScreens.Keys.Order(StringComparer.Ordinal), commands.Order(StringComparer.Ordinal));
        Assert.All(OfScreens.Values, path => Assert.NotNull(Find(path)));
    }

    [Fact]
    public void Tree_EveryVerbOfARollout_HasItsOwn()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Folder, "src", "ControlPlane.Web", "Features", "Rollouts", "RolloutVerb.cs"));
        var verbs = Regex.Matches(source, @"^    (\w+),", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(12, verbs.Count);
        Assert.All(verbs, verb => Assert.NotNull(verb == "PromoteFull" ? Find("promote")!.Options.Single(o => o.Name == "--full") : Find(verb.ToLowerInvariant())));
    }

    [Fact]
    public void ExitCodes_EveryOne_IsExplained() => Assert.Equal(Enum.GetValues<ExitCode>(), ExitCodes.Meanings.Select(m => m.Code));

    [Fact]
    public void Program_KnowsThePublicApiOnly()
    {
        var beside = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileNameWithoutExtension).ToList();

        Assert.Contains("ControlPlane.Contracts", beside);
        Assert.DoesNotContain("ControlPlane.Web", beside);
        Assert.DoesNotContain("ControlPlane.Data", beside);
        Assert.DoesNotContain("Microsoft.EntityFrameworkCore", beside);
    }

    private static RootCommand Tree()
    {
        var cli = new CliUnderTest();
        return CommandTree.Build(new CliSurroundings
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Input = () => TextReader.Null,
            Variable = _ => null,
            Clock = cli.Clock,
            Network = cli.Network,
        });
    }

    private static Command? Find(string path) =>
        path.Split(' ').Aggregate<string, Command?>(Tree(), (at, name) => at?.Subcommands.SingleOrDefault(c => c.Name == name));
}
