namespace ControlPlane.Demo.Users;

/// <summary>The users of the demo: the same seed gives the same people in the same regions.</summary>
public sealed class Population
{
    /// <summary>People in the demo.</summary>
    public const int UsualCount = 2_000;

    private readonly User[] _users;

    public Population(int count, Random random) =>
        _users = [.. Enumerable.Range(1, count).Select(number => new User($"user-{number:D4}", Region.Draw(random)))];

    public IReadOnlyList<User> Users => _users;

    /// <summary>Whoever calls next; everybody calls equally often.</summary>
    public User Pick(Random random) => _users[random.Next(_users.Length)];
}
