using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class WizardChoiceTests
{
    [Fact]
    public void Address_EverythingChosen_ReadsBackTheSame()
    {
        var choice = new WizardChoice
        {
            Endpoint = "pets",
            Versions = [2, 3],
            Strategy = RolloutStrategy.BlueGreen,
            Stage = WizardStage.Review,
            OnBusy = BusyPolicy.Queue,
            Reason = "fresh & good = yes",
        }.With("hold", "5m").With("rules", "a|region|in|eu|10\nb||in||");

        var read = WizardChoice.Of("http://localhost" + choice.ToAddress());

        Assert.Equal(choice.ToAddress(), read.ToAddress());
        Assert.Equal([2, 3], read.Versions);
        Assert.Equal("fresh & good = yes", read.Reason);
        Assert.Equal("a|region|in|eu|10\nb||in||", read.Fields["rules"]);
        Assert.Equal(WizardStage.Review, read.Present);
    }

    [Theory]
    [InlineData("", WizardStage.Version)]
    [InlineData("?endpoint=pets&at=review", WizardStage.Version)]
    [InlineData("?endpoint=pets&version=2", WizardStage.Strategy)]
    [InlineData("?endpoint=pets&version=2&at=version", WizardStage.Version)]
    [InlineData("?endpoint=pets&version=2&strategy=canary", WizardStage.Shape)]
    [InlineData("?endpoint=pets&version=2&strategy=nonsense&at=review", WizardStage.Strategy)]
    [InlineData("?endpoint=pets&version=two&strategy=canary", WizardStage.Version)]
    public void Present_WhatTheAddressHolds_IsTheFirstPartWithSomethingToChoose(string query, WizardStage stage) =>
        Assert.Equal(stage, WizardChoice.Of("http://localhost/rollouts/new" + query).Present);

    [Fact]
    public void With_EmptyText_GivesTheFieldItsDefaultAgain() =>
        Assert.Empty(new WizardChoice().With("hold", "5m").With("hold", " ").Fields);
}
