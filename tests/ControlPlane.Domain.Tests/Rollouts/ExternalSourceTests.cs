using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class ExternalSourceTests
{
    private static readonly PrometheusSource Server = new() { Address = "https://prometheus.example", Query = "up" };
    private static readonly MetricCheck Limited = new() { Metric = "depth", Source = Server, Unit = "ms", Maximum = 10, Interval = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Decide_SourceWithinTheLimit_SucceedsAndNamesIt()
    {
        var world = Started(Draft(Limited));

        Answered(world, _ => new ExternalReading { At = world.Now, Value = 4 }, r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.Contains(world.Decisions, d => d.Sentence.Contains("depth of v2 is 4 ms by Prometheus, allowed is at most 10 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_SourceBeyondTheLimit_RollsBackAtTheGate()
    {
        var world = Started(Draft(Limited with { FailureLimit = 100, FailureWindow = null }));

        Answered(world, _ => new ExternalReading { At = world.Now, Value = 40 }, r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal("depth of v2 is 40 ms by Prometheus, allowed is at most 10 ms.", world.Rollout.Sentence);
    }

    [Fact]
    public void Decide_SourceNeverAnswers_IsNoSuccess()
    {
        var world = Started(Draft(Limited)).Pass(TimeSpan.FromMinutes(20));

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
    }

    [Fact]
    public void Decide_SourceWithoutData_IsNoSuccess()
    {
        var world = Started(Draft(Limited));

        Answered(world, _ => new ExternalReading { At = world.Now }, r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("Prometheus has no value of depth for v2", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_FiveErrorsInARow_PausesAfterRetriesOfTenSecondsAndResumesWithAFreshSeries()
    {
        var world = Started(Draft(Limited));
        Answered(world, _ => new ExternalReading { At = world.Now, Error = "connection refused." }, r => r.Phase == RolloutPhase.Paused);
        var pausedAfter = world.Now - world.Rollout.StratumSince!.Value;

        Assert.Equal(PauseCode.AnalysisError, world.Rollout.Pauses.Single().Code);
        Assert.Contains("could not be measured by Prometheus: connection refused", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.InRange(pausedAfter.TotalSeconds, 40, 60);

        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).Settle();
        Assert.NotEqual(RolloutPhase.Paused, world.Rollout.Phase);
        Answered(world, _ => new ExternalReading { At = world.Now, Value = 4 }, r => r.IsTerminal);
        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
    }

    [Fact]
    public void Decide_ErrorsWhereTheTemplateTakesThemBack_RollsBack()
    {
        var draft = Draft(Limited);
        var world = Started(draft with { Analysis = draft.Analysis! with { OnError = ErrorResponse.RollBack } });

        Answered(world, _ => new ExternalReading { At = world.Now, Error = "connection refused." }, r => r.Phase == RolloutPhase.RollingBack);

        Assert.Contains("could not be measured by Prometheus: connection refused", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_WebhookVerdict_CountsAsItIs()
    {
        var hook = new MetricCheck { Metric = "review", Source = new WebhookSource { Address = "https://hook.example" } };
        var world = Started(Draft(hook));

        Answered(world, _ => new ExternalReading { At = world.Now, Verdict = MeasurementResult.Fail, Reason = "too many complaints" }, r => r.Phase == RolloutPhase.RollingBack);

        Assert.Contains("webhook of review says fail of v2: too many complaints", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ComparedSource_HoldsTheChallengerAgainstTheChampion()
    {
        var compared = Limited with { Maximum = null, MaximumIncreaseShare = 0.1 };
        var world = Started(Draft(compared));

        Answered(world, q => { Assert.True(q.IsCompared || q.Champion is null); return new ExternalReading { At = world.Now, Value = 120, Champion = 100 }; }, r => r.Phase == RolloutPhase.RollingBack);

        Assert.Contains("allowed is at most 110 ms", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_CheckThatWasJustMeasured_IsNotAskedAgainBeforeItsInterval()
    {
        var world = Started(Draft(Limited)).PassUntil(r => r.CurrentStep is HoldStep);
        var first = ExternalQuestions.Of(world.Rollout, world.Facts(), world.Now);
        world.External = Readings(first, new ExternalReading { At = world.Now, Value = 1 });
        world.Settle();

        Assert.Equal("v2", Assert.Single(first).Variant);
        Assert.Empty(ExternalQuestions.Of(world.Rollout, world.Facts(), world.Now));
        Assert.Single(ExternalQuestions.Of(world.Rollout, world.Facts(), world.Now.AddSeconds(30)));
    }

    [Fact]
    public void Baseline_OfTheStableVersion_HasTheChallengersShareInTheSplit()
    {
        var world = Started(ACanary with { HasBaseline = true }).PassUntil(r => r.CurrentStep is HoldStep);

        Assert.Equal("v1 8000, baseline 1000, v2 1000", world.Split);
        Assert.All(world.Rollout.Watch!.Checks, c => Assert.Equal(("v2", "baseline"), (c.Variant, c.Latest!.ComparedWith)));
    }

    [Fact]
    public void Questions_WithABaseline_AskAboutItInTheStableVersionsPlace()
    {
        var compared = Limited with { Maximum = null, MaximumIncreaseShare = 0.1 };
        var world = Started(Draft(compared) with { HasBaseline = true }).PassUntil(r => r.CurrentStep is HoldStep);

        var question = Assert.Single(ExternalQuestions.Of(world.Rollout, world.Facts(), world.Now));

        Assert.Equal(("v2", 2, "baseline", 1, true), (question.Variant, question.Version, question.Champion, question.ChampionVersion, question.IsCompared));
    }

    private static RolloutDraft Draft(MetricCheck check) => ACanary with { Analysis = new AnalysisTemplate { Name = "outside", Checks = [check] } };

    // The loop around the engine: it answers at once whatever the engine would have to know.
    private static void Answered(RolloutBuilder world, Func<ExternalQuestion, ExternalReading> answer, Func<Rollout, bool> isReached)
    {
        for (var second = 0; second < 2_000 && !isReached(world.Rollout); second++)
        {
            foreach (var question in ExternalQuestions.Of(world.Rollout, world.Facts(), world.Now))
                world.External = Readings([question], answer(question));
            world.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.True(isReached(world.Rollout), $"{world.Rollout.Phase}: {world.Decisions[^1].Sentence}");
    }

    private static ExternalReadings Readings(IEnumerable<ExternalQuestion> questions, ExternalReading reading) =>
        new(questions.ToDictionary(q => (q.Variant, q.Check), _ => reading));
}
