using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

/// <summary>Puts models, endpoints, agents and traffic into a control plane, by its own commands and stores.</summary>
public sealed partial class Seed(IServiceProvider services)
{
    private static readonly TensorSignature Image = new() { Name = "image", Datatype = "FP32", Shape = [-1, 3, 32, 32], SymbolicDimensions = ["batch", null, null, null] };

    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    /// <summary>A model with versions 1 to <paramref name="versions"/>.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="versions">How many.</param>
    /// <param name="input">What they take; null for images.</param>
    public async Task ModelAsync(string name, int versions, TensorSignature? input = null)
    {
        var outcome = await services.GetRequiredService<StateWriter>().RunAsync<RegisteredModel>((context, _) =>
        {
            var model = RegisteredModel.Create(name, _clock.GetUtcNow()).Value;
            for (var number = 1; number <= versions; number++)
                Accept(model.Register(ADraft(name, number, input ?? Image), _clock.GetUtcNow()));
            Accept(model.SetAlias("champion", 1, _clock.GetUtcNow()));
            new ModelStore(context).Add(model);
            return Task.FromResult<Outcome<RegisteredModel>>(model);
        }, CancellationToken.None);
        Accept(outcome);
    }

    /// <summary>One more version, whose input has half the precision.</summary>
    public async Task HalfPrecisionAsync(string name)
    {
        Accept(await services.GetRequiredService<StateWriter>().RunAsync<RegisteredModel>(async (context, cancellation) =>
        {
            var model = (await new ModelStore(context).FindAsync(name, cancellation))!;
            Accept(model.Register(ADraft(name, model.Versions.Count + 1, Image with { Datatype = "FP16" }), _clock.GetUtcNow()));
            return model;
        }, CancellationToken.None));
    }

    public async Task EndpointAsync(string name, string model, int stableVersion = 1) =>
        Accept(await services.GetRequiredService<PutEndpointCommand>().RunAsync(
            new PutEndpointRequest(new EndpointDraft { Name = name, Model = model, StableVersion = stableVersion }), Actors.ByApi, CancellationToken.None));

    /// <summary>Changes an endpoint's settings as its page does.</summary>
    public async Task SettingsAsync(string name, string model, EndpointSettings settings) =>
        Accept(await services.GetRequiredService<PutEndpointCommand>().RunAsync(
            new PutEndpointRequest(new EndpointDraft { Name = name, Model = model, StableVersion = 1, Settings = settings }), Actors.ByApi, CancellationToken.None));

    public async Task SplitAsync(string endpoint, params (int Version, int Weight)[] shares) =>
        Accept(await services.GetRequiredService<ChangeSplitCommand>().RunAsync(
            new ChangeSplitRequest(endpoint, [.. shares.Select(s => new VariantShare(s.Version, s.Weight))], Reason: "looks good in staging"), Actors.ByApi, CancellationToken.None));

    /// <summary>A rollout that has begun its first step.</summary>
    public async Task<Rollout> RolloutAsync(string endpoint, RolloutStrategy strategy = RolloutStrategy.Canary, int version = 2)
    {
        var outcome = await services.GetRequiredService<StartRolloutCommand>().RunAsync(
            new StartRolloutRequest(endpoint, new RolloutDraft { Strategy = strategy, Versions = [version] }, Reason: "fresh from training"), Actors.ByApi, CancellationToken.None);
        Accept(outcome);
        return outcome.Value.Rollout;
    }

    /// <summary>Takes a rollout to its next step, as if its agents had been asked.</summary>
    public async Task AdvanceAsync(string id)
    {
        Accept(await services.GetRequiredService<RolloutChanges>().RunAsync(
            id,
            asked: null,
            Domain.Actors.Actor.Automatic,
            "",
            (rollout, _) => new RolloutDecision { Trigger = rollout.Plan.Steps[rollout.Step + 1].Trigger, Step = rollout.Step + 1, Outcome = StepOutcome.Done, IsConfirmed = true, Sentence = $"{rollout.CurrentStep!.Title}: done." },
            CancellationToken.None));
    }

    /// <summary>All agents route as the rollout's present step wants it.</summary>
    public async Task ConfirmAsync(string id) => Accept(await services.GetRequiredService<RolloutChanges>().RunAsync(
        id, asked: null, Domain.Actors.Actor.Automatic, "", (_, _) => new RolloutDecision { IsConfirmed = true, Sentence = "Confirmed." }, CancellationToken.None));

    /// <summary>A member that has the newest table of its pool in force.</summary>
    public async Task<AgentId> AgentAsync(string name, string pool = EndpointDraft.DefaultPool)
    {
        var id = new AgentId($"{name}-id");
        await ChangeAgentAsync(context =>
        {
            var agent = AgentNode.Join(id, new JoinRequest { JoinToken = "used", Name = name, Pool = pool }, "hash", _clock.GetUtcNow()).Value;
            new AgentStore(context).Add(agent);
            return Task.FromResult(agent);
        });
        await AcknowledgeAsync(id);
        return id;
    }

    /// <summary>Two processes speak as the agent.</summary>
    public Task CloneAsync(AgentId id) => ChangeAgentAsync(async context =>
    {
        var agent = (await new AgentStore(context).FindAsync(id, CancellationToken.None))!;
        agent.MarkCloned(_clock.GetUtcNow());
        return agent;
    });

    /// <summary>The agent says that every endpoint of its pool routes by the newest table.</summary>
    public Task AcknowledgeAsync(AgentId id, params LoadedVersion[] versions) => SaysHelloAsync(id, TimeSpan.Zero, versions);

    /// <summary>The same by an agent whose clock may be wrong.</summary>
    public async Task SaysHelloAsync(AgentId id, TimeSpan clockOffset, params LoadedVersion[] versions)
    {
        var endpoints = await services.GetRequiredService<EndpointQueries>().ListAsync(CancellationToken.None);
        await ChangeAgentAsync(async context =>
        {
            var agent = (await new AgentStore(context).FindAsync(id, CancellationToken.None))!;
            var position = new TablePosition(1, endpoints.Count == 0 ? 0 : endpoints.Max(e => e.TableRevision));
            agent.Report(
                new HelloReport
                {
                    ProtocolVersion = HelloReport.CurrentProtocolVersion,
                    BootId = "boot",
                    AgentVersion = "0.1.0",
                    ListenUrl = "http://127.0.0.1:5101",
                    Applied = position,
                    Endpoints = [.. endpoints.Where(e => e.Pool == agent.Pool).Select(e => new EndpointStatus(e.Name, e.RouteRevision, []))],
                    Versions = versions.Length == 0 ? [Loaded("pets", 1), Loaded("pets", 2)] : versions,
                    SentAt = _clock.GetUtcNow() + clockOffset,
                },
                _clock.GetUtcNow());
            return agent;
        });
    }

    /// <summary>The agent's table is refused.</summary>
    public Task RefuseAsync(AgentId id, TablePosition position, string message) => ChangeAgentAsync(async context =>
    {
        var agent = (await new AgentStore(context).FindAsync(id, CancellationToken.None))!;
        agent.Report(
            new RefusalReport { Position = position, Code = RefusalCodes.DigestMismatch, Message = message, IsPermanent = true, InForce = agent.Reported },
            _clock.GetUtcNow());
        return agent;
    });

    public static LoadedVersion Loaded(string model, int version, PreparationState state = PreparationState.Ready) =>
        new() { Model = model, Version = version, Digest = new string('a', 64), State = state };

    private async Task ChangeAgentAsync(Func<Data.StateContext, Task<AgentNode>> change) =>
        Accept(await services.GetRequiredService<StateWriter>().RunAsync<AgentNode>(async (context, _) => await change(context), CancellationToken.None));

    private static VersionDraft ADraft(string model, int number, TensorSignature input) => new()
    {
        Digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{model}{number}"))),
        SizeBytes = 1_200_000 + (number * 1000),
        Description = number == 1 ? "" : $"trained on batch {number}",
        Reading = new OutputReading { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"] },
        File = new OnnxModelDescription
        {
            IrVersion = 8,
            Producer = "pytorch 2.5",
            Documentation = "",
            OperatorSets = [new OperatorSet("", 17)],
            Metadata = new Dictionary<string, string> { ["class_names"] = "[\"cat\", \"dog\"]" },
            Signature = new ModelSignature(
                [input],
                [new TensorSignature { Name = "probabilities", Datatype = "FP32", Shape = [-1, 2], SymbolicDimensions = ["batch", null] }]),
            OutputOperators = new Dictionary<string, string>(),
            NodeCount = 20,
        },
    };

    private static void Accept<T>(Outcome<T> outcome)
        where T : notnull => Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
}
