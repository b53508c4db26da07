using FluentValidation;
using MediatR;

namespace Kuma.Application.Common.Behaviours;

/// <summary>Runs the request's validators; the first failure's text is the answer.</summary>
internal sealed class ValidateBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : Result
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var outcome = await validator.ValidateAsync(request, cancellationToken);
            if (!outcome.IsValid)
            {
                var failure = outcome.Errors[0];
                return Refusal.Of<TResponse>(failure.CustomState as Error ?? CommonErrors.Invalid(failure.ErrorMessage));
            }
        }

        return await next();
    }
}
