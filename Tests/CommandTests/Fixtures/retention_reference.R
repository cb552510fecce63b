# Share of CDNOW customers still active, for JourneyRetentionTests: Rscript Tests/CommandTests/Fixtures/retention_reference.R
# R 4 with package survival. Prints at_risk, lapsed, censored, retained, low and high of 30-day periods.
library(survival)
window <- 180
events <- read.csv("Datasets/cdnow-purchases/events.csv", colClasses = c("character", "Date", "character", "numeric"))
# The last day is within observation, up to its last moment.
end <- as.numeric(as.Date("1998-06-30")) + 1 - 1e-9
life <- function(days) {
  days <- sort(as.numeric(days))
  gaps <- diff(c(days, end))
  silent <- which(gaps > window)
  if (length(silent) > 0) c(days[silent[1]] - days[1], 1) else c(end - window - days[1], 0)
}
lives <- do.call(rbind, lapply(split(events$time, events$customer), life))
# Without timefix, which would take the last moment of a day for the next day.
fit <- survfit(Surv(lives[, 1], lives[, 2]) ~ 1, conf.type = "log-log", timefix = FALSE)
for (k in 0:10) {
  from <- 30 * k
  to <- 30 * (k + 1)
  within <- lives[, 1] >= from & lives[, 1] < to
  at <- summary(fit, times = to - 1e-6, extend = TRUE)
  cat(k, sum(lives[, 1] >= from), sum(within & lives[, 2] == 1), sum(within & lives[, 2] == 0),
    sprintf("%.9f %.6f %.6f", at$surv, at$lower, at$upper), "\n")
}
