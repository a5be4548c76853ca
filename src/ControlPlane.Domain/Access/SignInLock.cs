namespace ControlPlane.Domain.Access;

/// <summary>How long an account rests after failed sign-ins: long enough that guessing leads nowhere, short enough that nobody can lock somebody else out for a day. Pure.</summary>
public static class SignInLock
{
    /// <summary>Failures in a row that cost nothing.</summary>
    public const int FreeFailures = 4;

    /// <summary>Longest rest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    /// <summary>The rest after so many failures in a row: none at first, then half a minute, doubled by each further one. Null means none.</summary>
    public static TimeSpan? After(int failures)
    {
        if (failures <= FreeFailures)
            return null;
        var doublings = Math.Min(failures - FreeFailures - 1, 10);
        var rest = First * (1 << doublings);
        return rest < Longest ? rest : Longest;
    }
}
