using System.Collections.Frozen;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Audit;
using ControlPlane.Web.Features.Declarations;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Tokens;
using ControlPlane.Web.Features.Webhooks;

namespace ControlPlane.Web.Features.Access;

/// <summary>What each command needs: the one table. A test sees that no command is missing. Stateless.</summary>
public static class CommandPermissions
{
    private static readonly FrozenDictionary<Type, Permission> Table = new Dictionary<Type, Permission>
    {
        [typeof(AddTemplateVersionCommand)] = Permission.Deploy,
        [typeof(AdoptDatabaseCommand)] = Permission.Administer,
        [typeof(ChangePersonCommand)] = Permission.Administer,
        [typeof(ChangeSplitCommand)] = Permission.Deploy,
        [typeof(CreateApiTokenCommand)] = Permission.Administer,
        [typeof(CreateJoinTokenCommand)] = Permission.Administer,
        [typeof(DeleteEndpointCommand)] = Permission.Deploy,
        [typeof(DeleteTemplateCommand)] = Permission.Deploy,
        [typeof(DeleteWebhookCommand)] = Permission.Administer,
        [typeof(DescribeModelCommand)] = Permission.Deploy,
        [typeof(EndSessionCommand)] = Permission.Administer,
        [typeof(ForgetDeclarationCommand)] = Permission.Deploy,
        [typeof(ImportVersionCommand)] = Permission.Deploy,
        [typeof(InvitePersonCommand)] = Permission.Administer,
        [typeof(JobVerbCommand)] = Permission.Steer,
        [typeof(PutDeclarationCommand)] = Permission.Deploy,
        [typeof(PutEndpointCommand)] = Permission.Deploy,
        [typeof(RedactSamplesCommand)] = Permission.Administer,
        [typeof(RegisterVersionCommand)] = Permission.Deploy,
        [typeof(RemoveAgentCommand)] = Permission.Administer,
        [typeof(RemoveJobCommand)] = Permission.Deploy,
        [typeof(RemovePredictionsCommand)] = Permission.Deploy,
        [typeof(RemoveReferenceCommand)] = Permission.Deploy,
        [typeof(RenewLinkCommand)] = Permission.Administer,
        [typeof(ReplayDeliveryCommand)] = Permission.Administer,
        [typeof(RestoreRoutingCommand)] = Permission.Promote,
        [typeof(ReviseExperimentCommand)] = Permission.Deploy,
        [typeof(RetireSigningKeysCommand)] = Permission.Administer,
        [typeof(RevokeApiTokenCommand)] = Permission.Administer,
        [typeof(RollBackCommand)] = Permission.RollBack,
        [typeof(RotateApiTokenCommand)] = Permission.Administer,
        [typeof(RotateSigningKeyCommand)] = Permission.Administer,
        [typeof(SaveWebhookCommand)] = Permission.Administer,
        [typeof(ScheduleJobCommand)] = Permission.Deploy,
        [typeof(SetAliasCommand)] = Permission.Deploy,
        [typeof(StartJobCommand)] = Permission.Deploy,
        [typeof(StartRolloutCommand)] = Permission.Deploy,
        [typeof(TestWebhookCommand)] = Permission.Administer,
        [typeof(UndoCommand)] = Permission.RollBack,
        [typeof(UploadReferenceCommand)] = Permission.Deploy,
    }.ToFrozenDictionary();

    /// <summary>Commands that have a line; <see cref="RolloutVerbCommand"/> has one for each of its verbs.</summary>
    public static IEnumerable<Type> Commands => Table.Keys;

    /// <summary>What a command needs.</summary>
    public static Permission Of(Type command) =>
        Table.TryGetValue(command, out var permission) ? permission : throw new InvalidOperationException($"{command.Name} has no line in the table of permissions.");

    /// <summary>What a verb of a rollout needs.</summary>
    public static Permission Of(RolloutVerb verb) => verb switch
    {
        RolloutVerb.Abort or RolloutVerb.Kill or RolloutVerb.Undo => Permission.RollBack,
        RolloutVerb.Pause or RolloutVerb.Resume or RolloutVerb.Freeze or RolloutVerb.Unfreeze => Permission.Steer,
        RolloutVerb.Approve or RolloutVerb.Decline or RolloutVerb.Promote or RolloutVerb.PromoteFull => Permission.Promote,
        RolloutVerb.Retry => Permission.Deploy,
        _ => throw new InvalidOperationException($"{verb} has no line in the table of permissions."),
    };
}
